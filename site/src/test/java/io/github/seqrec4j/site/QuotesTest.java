package io.github.seqrec4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.util.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** What pages quote by hand is what the code says and takes. */
final class QuotesTest {

  /** The script of a checkout, and that of the zip. */
  private static final Pattern SEQREC = Pattern.compile("(?:\\./seqrec|seqrec-[^ ]*/bin/seqrec) ");

  private static final Pattern CLASS_OF_THE_METHOD =
      Pattern.compile(
          "\\b(api\\.nn|backbones|fusion|distill|objectives|runtime|evaluation|training)"
              + "\\.([A-Z]\\w+)(?:\\.([a-z]\\w+))?");

  /** Lines of shell that pages may hold besides commands of ours. */
  private static final List<String> OTHER_COMMANDS =
      List.of("mvn ", "export ", "benchmarks/run ", "unzip ", "ln ", "#");

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
      Matcher seqrec = SEQREC.matcher(command);
      if (seqrec.lookingAt()) {
        String[] arguments = words(command.substring(seqrec.end()));
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
    Matcher matcher = CLASS_OF_THE_METHOD.matcher(text);
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

  @Test
  void versions_areThoseOfThisBuild() throws IOException {
    String build = Files.readString(BuiltSite.ROOT.resolve("pom.xml"));
    String version = first("<version>([^<]+)</version>", build);
    String engine = Platform.detectPlatform("pytorch").getVersion().replaceFirst("-.*", "");
    String start = BuiltSite.page("start.html").select("#content").text();
    String gradle = BuiltSite.page("tasks.html").select("code[data-lang=kotlin]").text();

    assertThat(start).contains("io.github.seqrec4j:seqrec4j:" + version);
    assertThat(gradle)
        .contains("io.github.seqrec4j:seqrec4j-kotlin:" + version)
        .contains("version \"" + first("<kotlin.version>([^<]+)<", build))
        .contains("slf4j-simple:" + first("<slf4j.version>([^<]+)<", build));
    assertThat(start + gradle)
        .contains("pytorch-native-cpu:" + engine)
        .doesNotContainPattern("pytorch-native-cpu:(?!" + Pattern.quote(engine) + ")");
  }

  private static String first(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertThat(found.find()).as(pattern).isTrue();
    return found.group(1);
  }

  /** All sources, string literals joined as the compiler joins them. */
  private static String messagesOfTheCode() throws IOException {
    StringBuilder code = new StringBuilder();
    for (String module :
        List.of(
            "api",
            "data",
            "encode",
            "imports",
            "runtime",
            "evaluation",
            "training",
            "study",
            "cli")) {
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
