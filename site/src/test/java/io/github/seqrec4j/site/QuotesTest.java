package io.github.seqrec4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What pages quote by hand is what the code says and takes. */
final class QuotesTest {

  private static final String SEQREC = "./seqrec ";

  /** Lines of shell that pages may hold besides commands of ours. */
  private static final List<String> OTHER_COMMANDS =
      List.of("mvn ", "export ", "benchmarks/run ", "#");

  @Test
  void commands_areTakenByTheCommandLine() {
    List<String> commands = new ArrayList<>();
    for (Document page : BuiltSite.pages().values()) {
      for (Element block : page.select("#content code[data-lang=sh]")) {
        block.wholeText().lines().filter(line -> !line.isBlank()).forEach(commands::add);
      }
    }

    assertThat(commands).hasSizeGreaterThan(12);
    for (String command : commands) {
      if (command.startsWith(SEQREC)) {
        String[] arguments = words(command.substring(SEQREC.length()));
        assertThat(CommandPart.commandLine().parseArgs(arguments).subcommand())
            .as(command)
            .isNotNull();
      } else {
        assertThat(OTHER_COMMANDS).as(command).anyMatch(command::startsWith);
      }
    }
  }

  @Test
  void messages_areThoseOfTheCode() throws IOException {
    String code = messagesOfTheCode();
    List<String> quoted = new ArrayList<>();
    for (Element block : BuiltSite.page("troubleshooting.html").select(".quoted code")) {
      block.wholeText().lines().map(String::strip).forEach(quoted::add);
    }

    assertThat(quoted)
        .hasSizeGreaterThan(10)
        .allSatisfy(message -> assertThat(code).contains(message));
  }

  @Test
  void classes_ofTheMethodAreThere() throws IOException {
    String text = BuiltSite.page("method.html").select("#content").text();
    List<String> named = new ArrayList<>();
    var matcher =
        java.util.regex.Pattern.compile(
                "\\b(api\\.nn|fusion|training|distill|backbones)\\.([A-Z]\\w+)(?:\\.([a-z]\\w+))?")
            .matcher(text);
    while (matcher.find()) {
      String module = matcher.group(1).replaceFirst("\\..*", "");
      Path file =
          BuiltSite.ROOT.resolve(
              "%s/src/main/java/io/github/seqrec4j/%s/%s.java"
                  .formatted(module, matcher.group(1).replace('.', '/'), matcher.group(2)));
      assertThat(file).isRegularFile();
      if (matcher.group(3) != null) {
        assertThat(Files.readString(file)).as(matcher.group()).contains(matcher.group(3) + "(");
      }
      named.add(matcher.group());
    }

    assertThat(named).hasSizeGreaterThan(20);
  }

  /** All sources, string literals joined as the compiler joins them. */
  private static String messagesOfTheCode() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String module : List.of("api", "data", "training", "cli")) {
      try (Stream<Path> files = Files.walk(BuiltSite.ROOT.resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
          code.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
        }
      }
    }
    return code.toString();
  }

  /** As a shell splits a line: at blanks outside single quotes. */
  private static String[] words(String line) {
    return Arrays.stream(line.split(" (?=(?:[^']*'[^']*')*[^']*$)", -1))
        .map(word -> word.replace("'", ""))
        .toArray(String[]::new);
  }
}
