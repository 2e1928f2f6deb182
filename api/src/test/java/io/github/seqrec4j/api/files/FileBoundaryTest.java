package io.github.seqrec4j.api.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import com.google.gson.stream.MalformedJsonException;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FileBoundaryTest {

  private static final Path FILE = Path.of("some", "file.json");

  static Stream<Exception> damage() {
    return Stream.of(
        new NullPointerException(),
        new ArithmeticException("integer overflow"),
        new NegativeArraySizeException("-3"),
        new NumberFormatException("for input string \"x\""),
        new NoSuchElementException("no value"),
        new ClassCastException("JsonNull"),
        new IndexOutOfBoundsException("5"),
        new IllegalArgumentException("width must be at least 1: 0"),
        new MalformedInputException(1),
        new MalformedJsonException("expected a name"),
        new EOFException(),
        new UncheckedIOException(new MalformedInputException(1)));
  }

  @ParameterizedTest
  @MethodSource("damage")
  void whatParsersThrow_namesFileAndRemedy(Exception thrown) {
    assertThatThrownBy(() -> FileBoundary.read(FILE, "write it again", () -> raise(thrown)))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(FILE + ": damaged: ")
        .hasMessageEndingWith("; write it again")
        .hasMessageNotContaining("Input length")
        .hasMessageNotContaining("null");
  }

  @Test
  void nestingWithoutEnd_isDamage() {
    assertThatThrownBy(() -> FileBoundary.read(FILE, "remove it", () -> depth(0)))
        .isInstanceOf(DataException.class)
        .hasMessage(FILE + ": damaged: it is nested too deeply; remove it");
  }

  @Test
  void parsersAdviceToProgrammers_isLeftOut() {
    assertThatThrownBy(
            () ->
                FileBoundary.read(
                    "x.json: 3", "remove it", () -> JsonParser.parseString("{\"a\": tru e}")))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("x.json: 3: damaged: ")
        .hasMessageNotContainingAny("JsonReader", "Exception", "https:", "\n");
  }

  @Test
  void fileSystemAndOwnExceptions_goThrough() {
    IOException missing = new NoSuchFileException("x");
    assertThatThrownBy(() -> FileBoundary.read(FILE, "", () -> raise(missing))).isSameAs(missing);
    assertThatThrownBy(
            () -> FileBoundary.read(FILE, "", () -> raise(new UncheckedIOException(missing))))
        .isSameAs(missing);
    ConfigException own = new ConfigException(List.of("model.conf: 1: unknown key"));
    assertThatThrownBy(() -> FileBoundary.read(FILE, "", () -> raise(own))).isSameAs(own);
  }

  @Test
  void whatIsRead_comesBack() throws IOException {
    assertThat(FileBoundary.read(FILE, "", () -> 3)).isEqualTo(3);
  }

  private static int depth(int level) {
    return level < 0 ? 0 : 1 + depth(level + 1);
  }

  private static Object raise(Exception thrown) throws IOException {
    if (thrown instanceof IOException e) {
      throw e;
    }
    throw (RuntimeException) thrown;
  }
}
