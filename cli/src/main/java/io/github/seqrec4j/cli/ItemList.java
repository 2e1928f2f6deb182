package io.github.seqrec4j.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import io.github.seqrec4j.api.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.Stack;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Items as an option gives them: one on its own, or several as a line of CSV. */
final class ItemList {

  /** With its blanks, outside of quotes. */
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*(?=([^\"]*\"[^\"]*\")*[^\"]*$)");

  private ItemList() {}

  /**
   * All items of an option's values.
   *
   * @param known a value among these is one item, whatever commas it has
   * @throws UsageException naming option and value if it is no list
   */
  static List<String> of(String option, List<String> values, Set<String> known) {
    List<String> items = new ArrayList<>();
    for (String value : values) {
      items.addAll(known.contains(value) ? List.of(value) : listed(option, value));
    }
    return items;
  }

  private static List<String> listed(String option, String list) {
    List<String> items = new ArrayList<>();
    try {
      CsvReader.builder()
          .ofCsvRecord(COMMA.matcher(list.strip()).replaceAll(","))
          .forEach(line -> items.addAll(line.getFields()));
    } catch (CsvParseException e) {
      throw new UsageException(option + ": '" + list + "': " + e.getMessage(), e);
    }
    if (items.isEmpty() || items.contains("")) {
      throw new UsageException(option + ": an empty item in '" + list + "'");
    }
    return items;
  }

  /** Takes a value that looks like an option, such as {@code --history=-k}, for what it is. */
  static final class AnyText implements CommandLine.IParameterConsumer {

    AnyText() {}

    @Override
    public void consumeParameters(Stack<String> left, ArgSpec option, CommandSpec command) {
      if (left.isEmpty()) {
        throw new ParameterException(
            command.commandLine(),
            "Missing required parameter for option '" + option.paramLabel() + "'");
      }
      String value = left.pop();
      if (option.isMultiValue()) {
        List<String> values = new ArrayList<>();
        List<String> before = option.getValue();
        if (before != null) {
          values.addAll(before);
        }
        values.add(value);
        option.setValue(values);
      } else {
        option.setValue(value);
      }
    }
  }
}
