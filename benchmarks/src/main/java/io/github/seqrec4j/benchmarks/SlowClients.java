package io.github.seqrec4j.benchmarks;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * What a server does for one good client while very many slow ones hold connections: half of them
 * send a byte of a body a second, half never finish their headers; whoever is cut off comes again.
 * Prints how many held on and were cut off, and the good client's answers and latencies; fails if
 * one of its answers is not good.
 *
 * <p>Both processes need as many open files as there are clients, {@code ulimit -n}.
 *
 * <p>Usage: {@code SlowClients URL CLIENTS SECONDS}, such as {@code SlowClients
 * http://127.0.0.1:8080/ 10000 60}.
 */
public final class SlowClients {

  private static final int ANNOUNCED = 1000; // bytes of a body, of which one comes a second

  private final URI server;
  private final InetSocketAddress address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<SocketChannel> slow = new ArrayList<>();
  private final ByteBuffer read = ByteBuffer.allocate(4096);
  private long cutOff;

  private SlowClients(URI server) {
    this.server = server;
    address = new InetSocketAddress(server.getHost(), server.getPort());
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: SlowClients URL CLIENTS SECONDS");
      System.exit(2);
    }
    SlowClients clients = new SlowClients(URI.create(arguments[0]));
    clients.measure(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
  }

  private void measure(int clients, int seconds) throws IOException, InterruptedException {
    String body = "{\"history\": [\"" + firstItem() + "\"]}";
    report("alone", ask(body, seconds(5)));
    for (int i = 0; i < clients; i++) {
      slow.add(connected(i));
    }
    System.out.printf(Locale.ROOT, "%d slow clients are connected%n", clients);
    LongStream.Builder all = LongStream.builder();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() < end) {
      Arrays.stream(ask(body, seconds(1))).forEach(all::add);
      for (int i = 0; i < clients; i++) {
        if (!dripped(slow.get(i), i % 2 == 0)) {
          slow.get(i).close();
          cutOff++;
          slow.set(i, connected(i));
        }
      }
    }
    report("beside " + clients + " slow clients", all.build().toArray());
    System.out.printf(Locale.ROOT, "%d times one was cut off and came again%n", cutOff);
    for (SocketChannel channel : slow) {
      channel.close();
    }
    report("after them", ask(body, seconds(5)));
  }

  private static long seconds(int seconds) {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** One that began a request. */
  private SocketChannel connected(int number) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.configureBlocking(false);
    String start =
        number % 2 == 0
            ? "POST /v1/recommend HTTP/1.1\r\nHost: slow\r\nContent-Type: application/json\r\n"
                + "Content-Length: "
                + ANNOUNCED
                + "\r\n\r\n"
            : "POST /v1/recommend HTTP/1.1\r\nHost: slow\r\nX-Long: ";
    channel.write(ByteBuffer.wrap(start.getBytes(StandardCharsets.US_ASCII)));
    return channel;
  }

  /** Sends a byte; false if the server has had enough of this one. */
  private boolean dripped(SocketChannel channel, boolean inBody) {
    try {
      read.clear();
      if (channel.read(read) != 0) { // an answer, or the end
        return false;
      }
      if (inBody) {
        channel.write(ByteBuffer.wrap(new byte[] {' '}));
      }
      return true;
    } catch (IOException e) { // reset
      return false;
    }
  }

  private String firstItem() throws IOException, InterruptedException {
    URI page = server.resolve("v1/items?limit=1");
    String found = http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body();
    return JsonParser.parseString(found)
        .getAsJsonObject()
        .getAsJsonArray("items")
        .get(0)
        .getAsJsonObject()
        .get("item")
        .getAsString();
  }

  /** Nanoseconds of each answer until a time. */
  private long[] ask(String body, long end) throws IOException, InterruptedException {
    LongStream.Builder nanos = LongStream.builder();
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("v1/recommend"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      nanos.add(System.nanoTime() - sent);
      if (answer.statusCode() != 200) {
        throw new IllegalStateException("not answered: " + answer.body());
      }
    }
    return nanos.build().toArray();
  }

  private static void report(String when, long[] nanos) {
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "%s: %d answers, median %.2f ms, 99 %% within %.2f ms%n",
        when,
        nanos.length,
        nanos[nanos.length / 2] / 1e6,
        nanos[(int) (0.99 * nanos.length)] / 1e6);
  }
}
