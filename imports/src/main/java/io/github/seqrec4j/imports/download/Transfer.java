package io.github.seqrec4j.imports.download;

import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.ByteProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Brings one file, over as many connections as it takes. A broken connection is gone on with by
 * {@code Range} and {@code If-Range} (RFC 9110, sections 14.2 and 13.1.5): a server whose file has
 * changed meanwhile, or that knows no ranges, sends it whole, and it begins anew.
 */
final class Transfer {

  private static final int BUFFER = 1 << 16; // bytes
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int NOT_THERE = 416; // no such range
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int SERVER = 500; // and above: the server's own trouble
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18}|\\*)");

  private final HttpClient client;
  private final URI address;
  private final PartialFile part;
  private final RetryPolicy policy;
  private final ByteProgress progress;

  Transfer(
      HttpClient client, URI address, PartialFile part, RetryPolicy policy, ByteProgress progress) {
    this.client = client;
    this.address = address;
    this.part = part;
    this.policy = policy;
    this.progress = progress;
  }

  /** A failure that another try may not have. */
  private static final class Broken extends Exception {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message);
    }
  }

  /**
   * Brings the file.
   *
   * @throws IOException if it cannot be written
   * @throws SeqrecException if it cannot be brought
   */
  void run() throws IOException {
    int failures = 0;
    long most = part.size();
    while (true) {
      try {
        attempt();
        return;
      } catch (Broken e) {
        long now = part.size();
        failures = now > most ? 1 : failures + 1;
        most = Math.max(most, now);
        if (failures >= policy.attempts()) {
          throw new SeqrecException(
              address
                  + ": "
                  + e.getMessage()
                  + ", "
                  + failures
                  + " times in a row; run it again later, it goes on from byte "
                  + now,
              e);
        }
        pause(failures);
      }
    }
  }

  private void pause(int failures) {
    try {
      Thread.sleep(policy.pauseAfter(failures).toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private SeqrecException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SeqrecException(address + ": interrupted; run it again, it goes on from there", e);
  }

  private void attempt() throws IOException, Broken {
    long done = part.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(policy.patience());
    if (done > 0) {
      request.header("Range", "bytes=" + done + "-").header("If-Range", part.mark());
    }
    HttpResponse<InputStream> response;
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new Broken("cannot be reached: " + reason(e));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    try (InputStream body = response.body()) {
      switch (response.statusCode()) {
        case OK -> {
          long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
          checkRoom(length);
          receive(body, part.begin(mark(response)), 0, length);
        }
        case PARTIAL -> {
          Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
          if (!range.matches() || Long.parseLong(range.group(1)) != done) {
            part.delete();
            throw new Broken("the server sent another range than was asked for");
          }
          long length = range.group(2).equals("*") ? -1 : Long.parseLong(range.group(2));
          checkRoom(length - done);
          receive(body, part.append(), done, length);
        }
        case NOT_THERE -> {
          part.delete(); // its file is shorter than what we have: another one
          throw new Broken("the server's file is shorter than what was fetched of it");
        }
        default -> throw refused(response.statusCode());
      }
    }
  }

  /** A mark that identifies bytes: a weak ETag does not, and RFC 9110 forbids it in If-Range. */
  private static String mark(HttpResponse<?> response) {
    String tag = response.headers().firstValue("ETag").orElse("");
    return tag.isEmpty() || tag.startsWith("W/")
        ? response.headers().firstValue("Last-Modified").orElse("")
        : tag;
  }

  private Broken refused(int status) throws Broken {
    if (status >= SERVER || status == TIMEOUT || status == TOO_MANY) {
      return new Broken("the server answers with status " + status);
    }
    throw new SeqrecException(
        address
            + ": the server answers with status "
            + status
            + (status == 404 || status == 410 ? " (not there)" : "")
            + (status == 401 || status == 403 ? " (not allowed)" : "")
            + "; fetch the file by hand, if its publisher has moved it, and import it from there");
  }

  private void checkRoom(long needed) throws IOException {
    FileStore store = Files.getFileStore(part.path().toAbsolutePath().getParent());
    long free = store.getUsableSpace();
    if (needed > free) {
      throw new IOException(
          "No space left on device: " + needed + " bytes are needed, " + free + " are free");
    }
  }

  private void receive(InputStream body, OutputStream out, long done, long length)
      throws IOException, Broken {
    progress.begin("fetching " + address.getPath().replaceFirst(".*/", ""), done, length);
    long received = done;
    byte[] buffer = new byte[BUFFER];
    try (OutputStream file = out;
        IdleWatch watch = new IdleWatch(body, policy.patience())) {
      while (true) {
        int count;
        try {
          count = body.read(buffer);
        } catch (IOException e) {
          throw new Broken(
              watch.expired()
                  ? "nothing came for " + policy.patience().toSeconds() + " s"
                  : "the connection broke: " + reason(e));
        }
        if (count < 0) {
          break;
        }
        watch.touch();
        file.write(buffer, 0, count);
        received += count;
        progress.advance(count);
      }
    } finally {
      progress.end();
    }
    if (length >= 0 && received != length) {
      throw new Broken("the connection ended after " + received + " of " + length + " bytes");
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
