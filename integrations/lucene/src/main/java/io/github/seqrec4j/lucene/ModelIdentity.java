package io.github.seqrec4j.lucene;

import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.runtime.SequentialRecommender;
import java.util.ArrayList;
import java.util.List;

/**
 * Which model an index belongs to. User vectors of one model mean nothing among the items of
 * another.
 *
 * @param hash SHA-256 over what the model's bundle says of its origin, its branches and the
 *     identifiers of its items in their order
 * @param created when the model was made
 * @param items N
 */
public record ModelIdentity(String hash, String created, int items) {

  /** That of a model. */
  public static ModelIdentity of(SequentialRecommender model) {
    List<String> parts = new ArrayList<>();
    String created = model.origin().created().toString();
    parts.add(model.origin().library());
    parts.add(created);
    parts.add(model.origin().dataHash());
    parts.add(model.branches().stream().map(Branch::name).toList().toString());
    parts.addAll(model.items());
    return new ModelIdentity(Sha256.ofParts(parts), created, model.items().size());
  }

  @Override
  public String toString() {
    return "the model of " + created + " (" + items + " items, " + hash.substring(0, 12) + ")";
  }
}
