package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigFactory;
import io.github.seqrec4j.api.Component;
import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Internal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@code reference.conf} of a spec: every option of every registered component with its default
 * and its description. It is generated from the records; a test compares the file with this.
 */
@Internal
public final class ReferenceConf {

  private static final String HEADER =
      """
      # Every option with its default. Generated from the option records: do not edit.
      # A component is chosen by its "type"; the options of all others may stay beside it.
      """;

  private final HoconWriter writer = new HoconWriter();

  private ReferenceConf() {}

  /** The text for a spec of this type under its root key, and for all sections beside it. */
  public static String render(String root, Class<? extends Record> spec) {
    ReferenceConf reference = new ReferenceConf();
    reference.writer.open(0, root);
    reference.fields(1, spec, RecordOption.defaults(spec));
    ConfigSection.all()
        .forEach(
            (key, section) -> {
              reference.writer.open(1, key);
              reference.fields(2, section, RecordOption.defaults(section));
              reference.writer.close(1);
            });
    reference.writer.close(0);
    return HEADER + reference.writer;
  }

  private void fields(int depth, Class<?> type, @Nullable Object defaults) {
    Map<String, Object> values = defaults instanceof Record spec ? SpecTree.of(spec) : Map.of();
    for (RecordOption option : RecordOption.of(type)) {
      Object standard = defaults == null ? null : option.in(defaults);
      Class<?> raw = option.rawType();
      if (option.inline()) {
        fields(depth, raw, standard == null ? RecordOption.defaults(raw) : standard);
        continue;
      }
      writer.comment(depth, option.option().value());
      listed(depth, option);
      if (option.isComponent()) {
        component(depth, option, standard);
      } else if (raw.isRecord() && !Scalars.isText(raw)) {
        writer.open(depth, option.key());
        fields(depth + 1, raw, standard == null ? RecordOption.defaults(raw) : standard);
        writer.close(depth);
      } else if (values.containsKey(option.key())) {
        writer.leaf(depth, option.key(), values.get(option.key()), "");
      } else if (!option.option().defaultValue().isEmpty()) {
        Object value =
            ConfigFactory.parseString("value = " + option.option().defaultValue())
                .getAnyRef("value");
        writer.leaf(depth, option.key(), value, "");
      } else {
        writer.comment(depth, option.key() + " = ?");
      }
    }
  }

  /** What each object of a list may hold. */
  private void listed(int depth, RecordOption option) {
    Class<?> type = option.listed();
    if (type != null) {
      ReferenceConf each = new ReferenceConf();
      each.fields(1, type, RecordOption.defaults(type));
      writer.comment(depth, "each is an object {");
      each.writer.toString().lines().forEach(line -> writer.comment(depth, line));
      writer.comment(depth, "}");
    }
  }

  private void component(int depth, RecordOption option, @Nullable Object standard) {
    String chosen = standard instanceof Component c ? c.type() : option.option().defaultType();
    writer.open(depth, option.key());
    writer.leaf(depth + 1, "type", chosen, "");
    for (Component registered : Components.of(option.rawType().asSubclass(Component.class)).all()) {
      if (RecordOption.of(registered.getClass()).isEmpty()) {
        continue;
      }
      Description description = registered.getClass().getAnnotation(Description.class);
      if (description != null) {
        String source = description.source().isEmpty() ? "" : " (" + description.source() + ")";
        writer.comment(depth + 1, description.value() + source);
      }
      writer.open(depth + 1, registered.type());
      boolean isStandard = standard instanceof Component c && c.type().equals(registered.type());
      fields(depth + 2, registered.getClass(), isStandard ? standard : registered);
      writer.close(depth + 1);
    }
    writer.close(depth);
  }
}
