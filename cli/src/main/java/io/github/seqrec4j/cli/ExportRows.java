package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Event;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.RecommendRequest.UnknownItems;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.cli.export.VectorSink;
import io.github.seqrec4j.data.DataSpec;
import io.github.seqrec4j.data.Dataset;
import io.github.seqrec4j.data.ItemColumns;
import io.github.seqrec4j.lucene.ItemAttribute;
import io.github.seqrec4j.lucene.ItemAttribute.Kind;
import io.github.seqrec4j.runtime.SequentialRecommender;
import io.github.seqrec4j.runtime.UserHistories;
import io.github.seqrec4j.training.RunSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** What is exported, one row after the other. */
abstract class ExportRows implements AutoCloseable {

  /** Number of rows. */
  abstract int size();

  /** Users of whom the model knows nothing. */
  int leftOut() {
    return 0;
  }

  /** Attributes of items. */
  List<ItemAttribute> attributes() {
    return List.of();
  }

  /** Gives all rows away; {@code progress} is told the number after each. */
  abstract void writeTo(VectorSink sink, IntConsumer progress);

  @Override
  public void close() {}

  /** Items of a model, with columns of a dataset's items file. */
  static ExportRows items(
      SequentialRecommender model, Path bundle, @Nullable Path data, List<String> attributes) {
    Map<String, Kind> kinds = new LinkedHashMap<>();
    attributes.forEach(attribute -> kind(attribute, kinds));
    List<ItemAttribute> read = new ArrayList<>();
    if (data != null) {
      DataSpec spec = RunSpec.ofBundle(bundle).data();
      ItemColumns columns = ItemColumns.read(data, spec, kinds.keySet());
      Map<String, Integer> places = new HashMap<>();
      columns.ids().forEach(item -> places.put(item, places.size()));
      kinds.forEach(
          (name, kind) -> {
            Function<String, String> values =
                item -> places.containsKey(item) ? columns.value(name, places.get(item)) : "";
            read.add(new ItemAttribute(name, kind, values));
          });
    }
    return new Items(model, read);
  }

  private static void kind(String attribute, Map<String, Kind> kinds) {
    int colon = attribute.lastIndexOf(':');
    String name = colon < 0 ? attribute : attribute.substring(0, colon);
    String kind = colon < 0 ? "keyword" : attribute.substring(colon + 1);
    try {
      if (kinds.put(name, Kind.valueOf(kind.toUpperCase(Locale.ROOT))) != null) {
        throw new UsageException("--attribute: '" + name + "' is there twice; name it once");
      }
    } catch (IllegalArgumentException e) {
      if (e instanceof UsageException) {
        throw e;
      }
      throw new UsageException(
          "--attribute: '"
              + kind
              + "' in '"
              + attribute
              + "' is no kind; expected COLUMN:keyword, COLUMN:text or COLUMN:number",
          e);
    }
  }

  private static final class Items extends ExportRows {
    private final SequentialRecommender model;
    private final List<ItemAttribute> attributes;

    Items(SequentialRecommender model, List<ItemAttribute> attributes) {
      this.model = model;
      this.attributes = attributes;
    }

    @Override
    int size() {
      return model.items().size();
    }

    @Override
    List<ItemAttribute> attributes() {
      return attributes;
    }

    @Override
    void writeTo(VectorSink sink, IntConsumer progress) {
      int done = 0;
      for (String item : model.items()) {
        sink.add(item, model.title(item), model.itemVector(item));
        progress.accept(++done);
      }
    }
  }

  /** Users of a dataset, or those that a model holds. */
  static ExportRows users(
      SequentialRecommender model,
      Path bundle,
      @Nullable Path data,
      @Nullable String at,
      Console console) {
    if (data == null) {
      UserHistories histories =
          model
              .histories()
              .orElseThrow(
                  () ->
                      new UsageException(
                          "--users: this model holds no users; give --data DIR, or train with"
                              + " --with-users"));
      return new StoredUsers(model, histories);
    }
    Dataset dataset =
        Dataset.open(data, RunSpec.ofBundle(bundle).data(), new ByteProgressBar(console));
    return new DatasetUsers(model, dataset, at);
  }

  private static final class StoredUsers extends ExportRows {
    private final SequentialRecommender model;
    private final UserHistories histories;

    StoredUsers(SequentialRecommender model, UserHistories histories) {
      this.model = model;
      this.histories = histories;
    }

    @Override
    int size() {
      return histories.users().size();
    }

    @Override
    void writeTo(VectorSink sink, IntConsumer progress) {
      int done = 0;
      for (String user : histories.users()) {
        RecommendRequest request = RecommendRequest.of(histories.history(user));
        sink.add(user, "", model.userVector(request));
        progress.accept(++done);
      }
    }
  }

  private static final class DatasetUsers extends ExportRows {
    private final SequentialRecommender model;
    private final Dataset dataset;
    private final @Nullable String at;
    private final boolean[] known;
    private final int size;

    DatasetUsers(SequentialRecommender model, Dataset dataset, @Nullable String at) {
      this.model = model;
      this.dataset = dataset;
      this.at = at;
      known = UserEvents.known(dataset, model.items());
      int count = 0;
      for (boolean one : known) {
        count += one ? 1 : 0;
      }
      size = count;
      if (count == 0) {
        dataset.close();
        throw new UsageException("--users: the model knows no item of any user of --data");
      }
    }

    @Override
    int size() {
      return size;
    }

    @Override
    int leftOut() {
      return known.length - size;
    }

    @Override
    void writeTo(VectorSink sink, IntConsumer progress) {
      int done = 0;
      for (int user = 0; user < known.length; user++) {
        if (known[user]) {
          List<Event> events = UserEvents.of(dataset, user);
          RecommendRequest request =
              RecommendRequest.ofEvents(events).unknownItems(UnknownItems.SKIP);
          float[] vector = model.userVector(at == null ? request : request.at(UserEvents.time(at)));
          sink.add(dataset.userId(user), "", vector);
          progress.accept(++done);
        }
      }
    }

    @Override
    public void close() {
      dataset.close();
    }
  }
}
