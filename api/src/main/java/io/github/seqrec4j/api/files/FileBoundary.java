package io.github.seqrec4j.api.files;

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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a file becomes data. Whatever a parser throws at a file that it was not made for (null
 * pointers, wrong numbers, wrong casts, negative sizes, too deep a nesting) leaves as one kind of
 * exception that names the place and the remedy; what a file system throws stays what it is.
 */
@Internal
public final class FileBoundary {

  /** Where the parser of JSON begins to advise programmers. */
  private static final String ADVICE =
      "Use JsonReader.setStrictness(Strictness.LENIENT) to accept ";

  private static final String SEE = "\nSee ";
  private static final String OTHER_FORM = "it is not of its format";

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
   * @param remedy what to do with a damaged one, as in {@code train again}
   * @throws DataException if the reader fails for another reason than the file system; its own
   *     {@link SeqrecException}s go through
   * @throws IOException if the file cannot be read
   */
  public static <T> T read(Path file, String remedy, Reader<T> reader) throws IOException {
    return read(file.toString(), remedy, reader);
  }

  /**
   * Likewise of a part of a file.
   *
   * @param place the file, and the line or what else is read of it
   * @throws DataException as above
   * @throws IOException as above
   */
  public static <T> T read(String place, String remedy, Reader<T> reader) throws IOException {
    try {
      return reader.read();
    } catch (SeqrecException e) {
      throw e;
    } catch (IOException e) {
      throw content(place, remedy, e);
    } catch (UncheckedIOException e) {
      throw content(place, remedy, Objects.requireNonNull(e.getCause()));
    } catch (StackOverflowError e) {
      throw damaged(place, "it is nested too deeply", remedy, e);
    } catch (RuntimeException e) {
      throw damaged(place, words(e), remedy, e);
    }
  }

  /** A file that is not what it should be. */
  public static DataException damaged(String place, String what, String remedy) {
    return damaged(place, what, remedy, null);
  }

  private static DataException damaged(
      String place, String what, String remedy, @Nullable Throwable cause) {
    String message = place + ": damaged: " + what + "; " + remedy;
    return cause == null ? new DataException(message) : new DataException(message, cause);
  }

  /** The exceptions of reading that speak of what is read; another is thrown on. */
  private static DataException content(String place, String remedy, IOException e)
      throws IOException {
    if (e instanceof CharacterCodingException) {
      return damaged(place, "it is no text in UTF-8", remedy, e);
    }
    if (e instanceof EOFException) {
      return damaged(place, "it ends too early", remedy, e);
    }
    if (e instanceof MalformedJsonException) {
      return damaged(place, words(e), remedy, e);
    }
    throw e;
  }

  /** A parser's message without the names of its classes and its advice to programmers. */
  private static String words(Exception e) {
    Exception problem =
        e instanceof JsonParseException && e.getCause() instanceof Exception cause ? cause : e;
    String message = problem.getMessage();
    if (message == null) {
      return OTHER_FORM;
    }
    int see = message.indexOf(SEE);
    return (see < 0 ? message : message.substring(0, see))
        .replace(ADVICE, "")
        .lines()
        .findFirst()
        .orElse(OTHER_FORM);
  }
}
