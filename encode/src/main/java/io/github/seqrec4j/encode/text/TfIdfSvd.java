package io.github.seqrec4j.encode.text;

import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.TextEncoder;
import java.util.List;

/**
 * Words, and pairs of neighbouring words, weighed by their rarity in the catalogue (TF-IDF),
 * brought to few numbers by a truncated singular value decomposition: latent semantic analysis. It
 * needs no trained weights, and any language will do that puts something between its words.
 *
 * @param width F, numbers per item, at least 1; fewer if the catalogue has fewer terms
 * @param terms most words and pairs that count, those in the most texts, at least 1; they take
 *     {@code terms * width * 8} bytes
 * @param seed of the random start of the decomposition
 */
@Description(
    value = "words and pairs of words by TF-IDF and truncated SVD; needs no trained weights",
    source = "Deerwester et al. 1990; Halko, Martinsson and Tropp 2011")
@Built
public record TfIdfSvd(
    @Option("numbers per item, 1 to 65536; fewer if the catalogue has fewer terms") int width,
    @Option("most words and pairs of words that count, at least 1") int terms,
    @Option("seed of the decomposition's random start") long seed)
    implements TextEncoder {

  /** 256 numbers from 20,000 terms. */
  public TfIdfSvd() {
    this(256, 20_000, 1);
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if one is left
   */
  @Internal
  public TfIdfSvd {
    Arguments.within("width", width, 1, Arguments.MAX_WIDTH);
    Arguments.atLeast("terms", terms, 1);
  }

  /** A builder that starts from the defaults. */
  public static TfIdfSvdBuilder builder() {
    return new TfIdfSvdBuilder();
  }

  /** A builder that starts from this. */
  public TfIdfSvdBuilder toBuilder() {
    return new TfIdfSvdBuilder(this);
  }

  @Override
  public String type() {
    return "tf-idf-svd";
  }

  @Override
  public ContentModel<String> open(List<String> texts) {
    return LatentSemantics.of(TfIdf.of(texts, terms), texts, width, seed);
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public String hash() {
    return "";
  }
}
