package io.github.seqrec4j.api.config;

import com.typesafe.config.ConfigUtil;
import io.github.seqrec4j.api.Internal;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Writes specs as HOCON, in the order of their records. */
@Internal
public final class HoconWriter {

  private final StringBuilder text = new StringBuilder();

  HoconWriter() {}

  /** A spec under its root key; reading it back gives an equal spec. */
  public static String write(String root, Record spec) {
    return write(root, spec, Map.of(), path -> "");
  }

  /**
   * A spec and sections beside it, with a comment behind each leaf.
   *
   * @param sections by key
   * @param comment of a leaf, by its full path; empty for none
   */
  public static String write(
      String root,
      Record spec,
      Map<String, ? extends Record> sections,
      UnaryOperator<String> comment) {
    HoconWriter writer = new HoconWriter();
    writer.open(0, root);
    Map<String, Object> tree = SpecTree.of(spec);
    sections.forEach((key, section) -> tree.put(key, SpecTree.of(section)));
    writer.object(1, root, tree, comment);
    writer.close(0);
    return writer.text.toString();
  }

  private void object(int depth, String path, Map<?, ?> tree, UnaryOperator<String> comment) {
    tree.forEach(
        (key, value) -> {
          String at = path + "." + key;
          if (value instanceof Map<?, ?> nested) {
            open(depth, key.toString());
            object(depth + 1, at, nested, comment);
            close(depth);
          } else {
            leaf(depth, key.toString(), value, comment.apply(at));
          }
        });
  }

  HoconWriter open(int depth, String key) {
    text.append("  ".repeat(depth)).append(key).append(" {\n");
    return this;
  }

  HoconWriter close(int depth) {
    text.append("  ".repeat(depth)).append("}\n");
    return this;
  }

  HoconWriter comment(int depth, String comment) {
    text.append("  ".repeat(depth)).append("# ").append(comment).append('\n');
    return this;
  }

  HoconWriter leaf(int depth, String key, Object value, String comment) {
    text.append("  ".repeat(depth)).append(key).append(" = ").append(value(value));
    text.append(comment.isEmpty() ? "" : "  # " + comment).append('\n');
    return this;
  }

  static String value(Object value) {
    if (value instanceof List<?> list) {
      return "[" + String.join(", ", list.stream().map(HoconWriter::value).toList()) + "]";
    }
    if (value instanceof Map<?, ?> object) { // of a list
      return object.entrySet().stream()
          .map(entry -> entry.getKey() + " = " + value(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (value instanceof String text) {
      return text.matches("[a-z][a-z0-9-]*")
              && !text.matches("true|false|null|yes|no|on|off|include")
          ? text
          : ConfigUtil.quoteString(text);
    }
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e9) {
      return Long.toString(number.longValue());
    }
    return String.valueOf(value);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
