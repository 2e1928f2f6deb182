package io.github.seqrec4j.benchmarks;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Requests a second that a server answers, and how long they take, from random histories of its own
 * items, top 10. Each client asks again when it has its answer. What is measured for the first
 * fifth of the time is left out.
 *
 * <p>Usage: {@code ServeLoad URL CLIENTS SECONDS HISTORY [ITEMS]}, such as {@code ServeLoad
 * http://127.0.0.1:8080/ 16 60 12}. A service that lists no items, as one of Spring's, is told how
 * many a {@link RandomBundle} has.
 */
public final class ServeLoad {

  private static final int ITEMS = 5000;
  private static final int PAGE = 200;

  private final URI server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private ServeLoad(URI server) {
    this.server = server;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length < 4 || arguments.length > 5) {
      System.err.println("usage: ServeLoad URL CLIENTS SECONDS HISTORY [ITEMS]");
      System.exit(2);
    }
    ServeLoad load = new ServeLoad(URI.create(arguments[0]));
    load.measure(
        arguments.length == 5 ? RandomBundle.items(Integer.parseInt(arguments[4])) : load.items(),
        Integer.parseInt(arguments[1]),
        Integer.parseInt(arguments[2]),
        Integer.parseInt(arguments[3]));
  }

  private void measure(List<String> items, int clients, int seconds, int history)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    long counted = begin + TimeUnit.SECONDS.toNanos(seconds) / 5;
    long end = begin + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    List<Future<Outcome>> running = new ArrayList<>();
    for (int c = 0; c < clients; c++) {
      SplittableRandom random = new SplittableRandom(c);
      Callable<Outcome> client = () -> ask(items, history, random, counted, end);
      running.add(threads.submit(client));
    }
    List<Outcome> outcomes = new ArrayList<>();
    for (Future<Outcome> one : running) {
      outcomes.add(one.get());
    }
    threads.shutdown();
    report(outcomes, (end - counted) / 1e9);
  }

  private List<String> items() throws IOException, InterruptedException {
    List<String> items = new ArrayList<>();
    int total = 1;
    while (items.size() < Math.min(total, ITEMS)) {
      URI page = server.resolve("v1/items?limit=" + PAGE + "&offset=" + items.size());
      JsonObject found =
          JsonParser.parseString(
                  http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString()).body())
              .getAsJsonObject();
      total = found.get("total").getAsInt();
      for (JsonElement item : found.getAsJsonArray("items")) {
        items.add(item.getAsJsonObject().get("item").getAsString());
      }
    }
    return items;
  }

  /**
   * What one client saw.
   *
   * @param nanos of each good answer
   * @param failed answers that were none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Outcome(long[] nanos, int failed) {}

  private Outcome ask(
      List<String> items, int history, SplittableRandom random, long counted, long end)
      throws IOException, InterruptedException {
    LongStream.Builder nanos = LongStream.builder();
    int failed = 0;
    for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
      List<String> chosen = random.ints(history, 0, items.size()).mapToObj(items::get).toList();
      HttpRequest request =
          HttpRequest.newBuilder(server.resolve("v1/recommend"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(new Gson().toJson(Map.of("history", chosen))))
              .build();
      long sent = System.nanoTime();
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      long took = System.nanoTime() - sent;
      if (sent >= counted) {
        if (answer.statusCode() == 200) {
          nanos.add(took);
        } else {
          failed++;
        }
      }
    }
    return new Outcome(nanos.build().toArray(), failed);
  }

  private static void report(List<Outcome> outcomes, double seconds) {
    long[] all = outcomes.stream().flatMapToLong(o -> Arrays.stream(o.nanos())).sorted().toArray();
    int failed = outcomes.stream().mapToInt(Outcome::failed).sum();
    System.out.printf(
        Locale.ROOT,
        "%d answers, %.1f a second, %d refused%n",
        all.length,
        all.length / seconds,
        failed);
    for (double share : all.length == 0 ? new double[0] : new double[] {0.5, 0.9, 0.99, 0.999}) {
      int at = Math.min(all.length - 1, (int) (share * all.length));
      System.out.printf(Locale.ROOT, "%5.1f %%  %.2f ms%n", share * 100, all[at] / 1e6);
    }
  }
}
