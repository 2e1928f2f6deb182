package io.github.seqrec4j.data;

import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.SplitBounds;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.data.ingest.Interactions;
import io.github.seqrec4j.data.ingest.Time;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Datasets in which what is to be predicted is chance, to see whether a model finds it all the
 * same. Places keep their users and times; what happened there, item, category and value, changes
 * places with others that are to be predicted. Context stays. The datasets borrow files: they are
 * used while the one that they are made of is open, and closing them does nothing.
 *
 * <p>Memory: 8 bytes per interaction, of which there are at most 2^31 - 1.
 */
@Internal
public final class ShuffledLog {

  private ShuffledLog() {}

  /**
   * What is trained on, validated and tested changes places with its like of other users: nothing a
   * user did says what the user did next.
   */
  public static Dataset targets(Dataset dataset, long seed) {
    SplitBounds bounds = dataset.spec().split().split(dataset);
    int[] source = identity(dataset);
    SplittableRandom random = new SplittableRandom(seed);
    for (int part = 0; part < 3; part++) {
      Places places = new Places();
      for (int user = 0; user < dataset.users(); user++) {
        int[] ends = bounds.end();
        int[] borders = {
          0,
          bounds.validation()[user],
          bounds.test()[user],
          ends.length == 0 ? dataset.length(user) : ends[user]
        };
        add(dataset, user, borders[part], borders[part + 1], places);
      }
      shuffle(source, places.toArray(), random);
    }
    return with(dataset, source, "targets shuffled by " + seed);
  }

  /** What a user did changes places within the user: which of it came last is chance. */
  public static Dataset order(Dataset dataset, long seed) {
    int[] source = identity(dataset);
    SplittableRandom random = new SplittableRandom(seed);
    for (int user = 0; user < dataset.users(); user++) {
      Places places = new Places();
      add(dataset, user, 0, dataset.length(user), places);
      shuffle(source, places.toArray(), random);
    }
    return with(dataset, source, "order shuffled by " + seed);
  }

  private static int[] identity(Dataset dataset) {
    int[] places = new int[Math.toIntExact(dataset.interactions())];
    Arrays.setAll(places, p -> p);
    return places;
  }

  private static void add(Dataset dataset, int user, int from, int to, Places places) {
    int start = Math.toIntExact(dataset.log().start(user));
    for (int p = from; p < to; p++) {
      if (dataset.isTarget(user, p)) {
        places.add(start + p);
      }
    }
  }

  /** Fisher-Yates. */
  private static void shuffle(int[] source, int[] places, SplittableRandom random) {
    for (int i = places.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = source[places[i]];
      source[places[i]] = source[places[j]];
      source[places[j]] = swap;
    }
  }

  private static final class Places {
    private int[] places = new int[16];
    private int size;

    void add(int place) {
      if (size == places.length) {
        places = Arrays.copyOf(places, Math.multiplyExact(2, size));
      }
      places[size++] = place;
    }

    int[] toArray() {
      return Arrays.copyOf(places, size);
    }
  }

  private static Dataset with(Dataset dataset, int[] source, String how) {
    List<String> ids = new ArrayList<>();
    List<String> titles = new ArrayList<>();
    for (int item = 1; item <= dataset.items(); item++) {
      ids.add(dataset.itemId(item));
      titles.add(dataset.title(item));
    }
    Map<Modality, FeatureStore> features = new LinkedHashMap<>();
    dataset.modalities().stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(m -> features.put(m, new Borrowed(dataset.features(m))));
    return new Dataset(
        dataset.directory(),
        dataset.spec(),
        new ItemTable(ids, titles),
        new Dataset.Content(
            new Moved(dataset.log(), source),
            features,
            Sha256.ofText(dataset.hash() + "\n" + how),
            dataset.summary()));
  }

  /** A store that another closes. */
  private record Borrowed(FeatureStore store) implements FeatureStore {
    @Override
    public ModalitySchema schema() {
      return store.schema();
    }

    @Override
    public void read(int[] items, FloatBuffer features, FloatBuffer mask) {
      store.read(items, features, mask);
    }

    @Override
    public void close() {} // whoever lent it does
  }

  /** What happened at other places. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Moved(Interactions all, int[] source) implements Interactions {

    private long of(long position) {
      return source[Math.toIntExact(position)];
    }

    @Override
    public int users() {
      return all.users();
    }

    @Override
    public long start(int user) {
      return all.start(user);
    }

    @Override
    public int item(long position) {
      return all.item(of(position));
    }

    @Override
    public long time(long position) {
      return all.time(position);
    }

    @Override
    public int timeDecimals() {
      return all.timeDecimals();
    }

    @Override
    public Time.@Nullable Kind timeKind() {
      return all.timeKind();
    }

    @Override
    public int category(long position) {
      return all.category(of(position));
    }

    @Override
    public List<String> categories() {
      return all.categories();
    }

    @Override
    public double value(long position) {
      return all.value(of(position));
    }

    @Override
    public String userId(int user) {
      return all.userId(user);
    }

    @Override
    public void close() {} // whoever lent it does
  }
}
