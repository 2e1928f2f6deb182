package io.github.seqrec4j.umbrella;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Modality;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random specs: one option after the other takes a random value, and keeps it where the records
 * accept it. Components are drawn from all that are registered, so new ones are covered as they
 * come.
 */
final class SpecMutations {

  private static final int[] INTS = {0, 1, 2, 3, 4, 6, 8, 32, 64, 100};
  // No -0.0, which HOCON reads as 0.
  private static final double[] DOUBLES = {0, 1e-300, 1e-8, 0.1, 0.25, 0.999, 1, 4, 1e9, 3e15};
  private static final List<String> TEXTS =
      List.of(
          "", "hit@10", "ndcg@3", "mrr", "on", "include", "a \"b\" # c", "\u00e9\n\t\\${x}", "7");
  private static final List<Modality> MODALITIES =
      List.of(Modality.ID, Modality.TEXT, Modality.IMAGE, new Modality("price-2"));

  private final Random random;
  private int accepted;

  SpecMutations(long seed) {
    random = new Random(seed);
  }

  /** Values taken over so far. */
  int accepted() {
    return accepted;
  }

  /** The spec with random values wherever its records accept them. */
  <T extends Record> T mutate(T spec) {
    T mutated = spec;
    for (int i = 0; i < spec.getClass().getRecordComponents().length; i++) {
      mutated = mutate(mutated, i);
    }
    return mutated;
  }

  @SuppressWarnings("unchecked") // a record with one value replaced is of the same class
  private <T extends Record> T mutate(T spec, int index) {
    RecordComponent[] components = spec.getClass().getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = components[i].getAccessor().invoke(spec);
      }
      values[index] = value(components[index], values[index]);
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      T changed = (T) spec.getClass().getConstructor(types).newInstance(values);
      accepted++;
      return changed;
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException) {
        return spec; // refused: the old value stays
      }
      throw new IllegalStateException(spec + " with another " + components[index].getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(spec.getClass() + " is not a public record", e);
    }
  }

  private @Nullable Object value(RecordComponent component, @Nullable Object present) {
    Class<?> type = component.getType();
    if (type.isInterface() && Component.class.isAssignableFrom(type)) {
      return component(type.asSubclass(Component.class));
    }
    if (type == List.class) {
      return list(((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]);
    }
    if (present instanceof Record nested && !(present instanceof Modality)) {
      return mutate(nested);
    }
    return scalar(type, present);
  }

  private Component component(Class<? extends Component> kind) {
    List<Component> all = List.copyOf(Components.of(kind).all());
    Component chosen = all.get(random.nextInt(all.size()));
    return chosen instanceof Record options ? (Component) mutate(options) : chosen;
  }

  private List<Object> list(java.lang.reflect.Type element) {
    List<Object> values = new ArrayList<>();
    Stream.generate(() -> element == Modality.class ? modality() : scalar((Class<?>) element, null))
        .limit(random.nextInt(4))
        .forEach(
            value -> {
              if (value != null) {
                values.add(value);
              }
            });
    return values;
  }

  private Modality modality() {
    return MODALITIES.get(random.nextInt(MODALITIES.size()));
  }

  /** A scalar; the present value for types it cannot invent. */
  private @Nullable Object scalar(Class<?> type, @Nullable Object present) {
    if (type == int.class || type == Integer.class) {
      return INTS[random.nextInt(INTS.length)];
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong();
    }
    if (type == double.class || type == Double.class) {
      return random.nextBoolean() ? random.nextDouble() : DOUBLES[random.nextInt(DOUBLES.length)];
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == String.class) {
      return TEXTS.get(random.nextInt(TEXTS.size()));
    }
    if (type == Path.class) {
      return random.nextBoolean()
          ? null
          : Path.of("some \"data\"", "caf\u00e9 " + random.nextInt(9));
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return constants[random.nextInt(constants.length)];
    }
    return present;
  }
}
