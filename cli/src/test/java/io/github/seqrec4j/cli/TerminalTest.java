package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes to the terminal, and what if it does not get there. */
final class TerminalTest {

  private static final char ESCAPE = 0x1b;
  private static final char RIGHT_TO_LEFT = 0x202e;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A title, 10 %\tnew\n",
        "Ünïcode 中文 עברית العربية",
        "👩‍👩‍👧 family",
        "می‌خواهم",
        "two\r\nlines"
      })
  void texts_ofAnyLanguage_areWrittenAsTheyAre(String text) {
    assertThat(written(text)).isEqualTo(text);
  }

  @Test
  void charactersThatATerminalObeys_areShown() {
    assertThat(written("a" + ESCAPE + "[31mb")).isEqualTo("a\\u001b[31mb");
    assertThat(written("a" + (char) 0 + "b" + (char) 0x9b + (char) 0x7f))
        .isEqualTo("a\\u0000b\\u009b\\u007f");
    assertThat(written("a" + RIGHT_TO_LEFT + "b")).isEqualTo("a\\u202eb");
    assertThat(written("over\rwritten")).isEqualTo("over\\u000dwritten");
    assertThat(written("half " + (char) 0xd83d)).isEqualTo("half \\ud83d");
  }

  @Test
  void message_withAnEscapeSequenceFromAFileName_showsIt() {
    Result result = Result.of("evaluate", "--model", folder.resolve("m" + ESCAPE + "[2J"));

    assertThat(result.err()).contains("\\u001b[2J").doesNotContain(String.valueOf(ESCAPE));
    assertThat(result.status()).isEqualTo(3);
  }

  @Test
  void unknownOption_withAnEscapeSequence_showsIt() {
    Result result = Result.of("evaluate", "--mo" + ESCAPE + "[2Jdel");

    assertThat(result.err()).contains("\\u001b[2J").doesNotContain(String.valueOf(ESCAPE));
    assertThat(result.status()).isEqualTo(2);
  }

  @Test
  void standardOutput_thatTakesNothing_isAFailure() {
    StringWriter err = new StringWriter();

    int status = Seqrec.run(new PrintWriter(new Full()), new PrintWriter(err), "components");

    assertThat(status).isEqualTo(1);
    assertThat(err.toString()).contains("seqrec: cannot write to standard output");
  }

  @Test
  void standardOutput_onAFullDevice_isAFailure() throws IOException, InterruptedException {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("a device that is always full").exists();
    Path errors = folder.resolve("errors");

    Process process =
        SeqrecProcess.of(List.of("components"))
            .redirectOutput(full.toFile())
            .redirectError(errors.toFile())
            .start();

    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(errors)
        .content()
        .contains("seqrec: cannot write to standard output: its device is full");
  }

  private static String written(String text) {
    StringWriter to = new StringWriter();
    PrintWriter writer = Console.printable(new PrintWriter(to));
    writer.print(text);
    writer.flush();
    return to.toString();
  }

  /** As a device without space left. */
  private static final class Full extends Writer {
    @Override
    public void write(char[] characters, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
