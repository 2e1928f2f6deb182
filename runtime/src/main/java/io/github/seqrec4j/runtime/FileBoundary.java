package io.github.seqrec4j.runtime;

import com.google.gson.JsonParseException;
import com.google.gson.stream.MalformedJsonException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.SeqrecException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/**
 * Where a file becomes data. Whatever a parser throws at a file that it was not made for (null
 * pointers, wrong numbers, wrong casts, too deep a nesting) leaves as one kind of exception that
 * names the file; what a file system throws stays what it is.
 */
@Internal
public final class FileBoundary {

  private FileBoundary() {}

  /** Reads a file. */
  @FunctionalInterface
  public interface Reader<T> {
    /** What the file holds. */
    T read() throws IOException;
  }

  /**
   * What a reader makes of a file.
   *
   * @throws DataException if the reader fails for another reason than the file system; its own
   *     {@link SeqrecException}s go through
   * @throws IOException if the file cannot be read
   */
  public static <T> T read(Path file, Reader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (SeqrecException e) {
      throw e;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CharacterCodingException e) {
      throw damaged(file, "it is no text in UTF-8", e);
    } catch (EOFException e) {
      throw damaged(file, "it ends too early", e);
    } catch (MalformedJsonException e) {
      throw damaged(file, JsonProblem.of(e), e);
    } catch (JsonParseException e) {
      throw damaged(file, JsonProblem.of(e), e);
    } catch (StackOverflowError e) {
      throw damaged(file, "it is nested too deeply", e);
    } catch (RuntimeException e) {
      throw damaged(file, JsonProblem.of(e), e);
    }
  }

  private static DataException damaged(Path file, String what, Throwable cause) {
    return new DataException(
        file + ": damaged: " + what + "; restore it from a copy or train again", cause);
  }
}
