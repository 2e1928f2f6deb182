package io.github.seqrec4j.api.config;

import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.Option;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a record: its component, and what {@link Option} says of it.
 *
 * @param component the record's component
 * @param key as configurations write it
 * @param option its description
 */
record RecordOption(RecordComponent component, String key, Option option) {

  /**
   * The options of a record type, in their order.
   *
   * @throws IllegalArgumentException if a component has no {@link Option}
   */
  static List<RecordOption> of(Class<?> type) {
    List<RecordOption> options = new ArrayList<>();
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        Option option = component.getAnnotation(Option.class);
        if (option == null) {
          throw new IllegalArgumentException(
              type.getName() + "." + component.getName() + " must be annotated with @Option");
        }
        options.add(new RecordOption(component, Names.kebab(component.getName()), option));
      }
    }
    return options;
  }

  /** All keys of an object bound to this type, those of inlined records included. */
  static List<String> keys(Class<?> type) {
    List<String> keys = new ArrayList<>();
    for (RecordOption option : of(type)) {
      if (option.inline()) {
        keys.addAll(keys(option.rawType()));
      } else {
        keys.add(option.key);
      }
    }
    return keys;
  }

  /** The record's no-argument defaults, or null if it has none. */
  static @Nullable Object defaults(Class<?> type) {
    boolean has = Arrays.stream(type.getConstructors()).anyMatch(c -> c.getParameterCount() == 0);
    try {
      return has ? type.getConstructor().newInstance() : null;
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(
          "the defaults of " + type.getName() + " are refused by itself: " + e.getCause(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " and its constructors must be public", e);
    }
  }

  Class<?> rawType() {
    return component.getType();
  }

  Type genericType() {
    return component.getGenericType();
  }

  /** The records of a list of them; null if the option is anything else. */
  @Nullable Class<?> listed() {
    return genericType() instanceof ParameterizedType list
            && list.getRawType() == List.class
            && list.getActualTypeArguments()[0] instanceof Class<?> element
            && element.isRecord()
            && !Scalars.isText(element)
        ? element
        : null;
  }

  boolean inline() {
    return option.inline();
  }

  /** Whether its value is one of several components. */
  boolean isComponent() {
    return isKind(rawType());
  }

  static boolean isKind(Class<?> type) {
    return type.isInterface() && Component.class.isAssignableFrom(type);
  }

  /** Its value in a record. */
  @Nullable Object in(Object owner) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
