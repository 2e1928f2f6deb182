package io.github.seqrec4j.imports.download;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on this machine that gives one file, as well or badly as a test wants. */
final class Server implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());
  volatile byte[] content;
  volatile String tag = "\"one\"";
  volatile boolean knowsRanges = true;
  volatile String range = ""; // that an answer claims to have; empty: the right one
  volatile int status;
  final AtomicInteger statusTimes = new AtomicInteger();
  // Of each answer so many bytes come, then the connection breaks; negative: all come.
  volatile int breaksAfter = -1;
  volatile boolean hangs;

  Server(byte[] content) throws IOException {
    this.content = content;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  URI address(String name) {
    return URI.create(
        "http://"
            + server.getAddress().getAddress().getHostAddress()
            + ":"
            + server.getAddress().getPort()
            + "/data/"
            + name);
  }

  /** The Range header of each request, empty where there was none. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range == null ? "" : range);
      if (statusTimes.getAndUpdate(times -> Math.max(0, times - 1)) > 0) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      byte[] all = content;
      int from = from(range, exchange.getRequestHeaders().getFirst("If-Range"));
      if (!tag.isEmpty()) {
        exchange.getResponseHeaders().set("ETag", tag);
      }
      String claimed = this.range;
      if (from > all.length) {
        exchange.getResponseHeaders().set("Content-Range", "bytes */" + all.length);
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      if (from > 0) {
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                claimed.isEmpty()
                    ? "bytes " + from + "-" + (all.length - 1) + "/" + all.length
                    : claimed);
      }
      send(exchange, from > 0 ? 206 : 200, Arrays.copyOfRange(all, from, all.length));
    }
  }

  private int from(@Nullable String range, @Nullable String condition) {
    return range == null || !knowsRanges || !tag.equals(condition)
        ? 0
        : Integer.parseInt(range.replaceAll("\\D", ""));
  }

  private void send(HttpExchange exchange, int code, byte[] bytes) throws IOException {
    exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
    OutputStream out = exchange.getResponseBody();
    int count = breaksAfter < 0 ? bytes.length : Math.min(breaksAfter, bytes.length);
    out.write(bytes, 0, count);
    out.flush();
    if (hangs) {
      try {
        Thread.sleep(60_000); // until the client has had enough, or the test is over
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    server.stop(0);
  }
}
