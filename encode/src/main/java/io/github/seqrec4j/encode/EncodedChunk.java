package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.content.ContentModel;
import io.github.seqrec4j.api.content.FeatureRow;
import io.github.seqrec4j.api.content.FeatureShape;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.ItemColumns;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Neighbours of a catalogue, encoded apart from the others: rows are those of {@link
 * FeatureEncoding}, byte by byte on like machines, where each chunk but the last is of {@link
 * #size} items, from the first on.
 *
 * @param items in their order
 */
@Internal
public record EncodedChunk(List<Item> items) {

  /**
   * What became of an item.
   *
   * @param id its identifier
   * @param content its part of the hash of all content
   * @param features null if it has none
   * @param unreadable why its content cannot be read, or null
   */
  public record Item(
      String id, String content, @Nullable FeatureRow features, @Nullable String unreadable) {}

  /** Where pictures come from. */
  @FunctionalInterface
  public interface PictureSource {

    /**
     * The picture of an item of the chunk, or null if there is none.
     *
     * @throws IOException with the place in its message, if it cannot be read and never will
     */
    @Nullable PictureBytes load(int item) throws IOException;
  }

  /** Copies the items. */
  public EncodedChunk {
    items = List.copyOf(items);
  }

  /** Items of a chunk. */
  public static int size(FeatureShape shape) {
    return Chunk.size(shape);
  }

  /**
   * Encodes texts.
   *
   * @param items of the chunk, with the {@link ItemContents#columns} of the text
   * @param threads encode; they are left open
   */
  public static EncodedChunk ofTexts(
      ItemColumns items,
      DataSpec data,
      TextFeatures text,
      ContentModel<String> model,
      EncodingThreads threads) {
    List<String> texts = ItemContents.texts(items, data, text);
    return of(items.ids(), new ItemTexts("items", texts, text.clean()), texts::get, model, threads);
  }

  /**
   * Encodes pictures, each asked for once.
   *
   * @param ids of the items of the chunk
   * @param threads encode; they are left open
   */
  public static EncodedChunk ofPictures(
      List<String> ids,
      PictureSource source,
      ContentModel<BufferedImage> model,
      EncodingThreads threads) {
    PicturesOnce pictures = new PicturesOnce(ids, source);
    return of(ids, pictures, pictures::content, model, threads);
  }

  private static <T> EncodedChunk of(
      List<String> ids,
      Contents<T> contents,
      IntFunction<String> content,
      ContentModel<T> model,
      EncodingThreads threads) {
    Chunk<T> chunk = Chunk.submit(contents, model, 0, ids.size(), threads.service());
    chunk.await(share -> {});
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < ids.size(); i++) {
      items.add(new Item(ids.get(i), content.apply(i), chunk.row(i), chunk.reason(i)));
    }
    return new EncodedChunk(items);
  }

  /** What became of its items, in numbers. */
  Counts counts() {
    int encoded = 0;
    List<String> reasons = new ArrayList<>();
    for (Item item : items) {
      encoded += item.features() == null ? 0 : 1;
      String reason = item.unreadable();
      if (reason != null) {
        reasons.add(reason);
      }
    }
    return new Counts(encoded, items.size() - encoded - reasons.size(), reasons.size(), reasons);
  }
}
