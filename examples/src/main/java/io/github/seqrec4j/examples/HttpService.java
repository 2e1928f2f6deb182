package io.github.seqrec4j.examples;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.runtime.ReloadableRecommender;
import io.github.seqrec4j.training.TrainedRecommender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves a model over HTTP: {@code GET /recommend?history=A,B,C&k=10}. A recommender is
 * thread-safe, so one serves all requests, and {@link #reload} replaces its model under load.
 */
public final class HttpService implements AutoCloseable {

  private static final Gson JSON = new Gson();

  private final HttpServer server;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
  private final ReloadableRecommender model;

  /**
   * Starts the JDK's own server on this machine.
   *
   * @param bundle the model, as {@code train} and {@link TrainedRecommender#save} write it
   * @param port 0 takes any that is free
   * @throws IOException if the port cannot be had
   */
  public HttpService(Path bundle, int port) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    model = ReloadableRecommender.load(bundle);
    server.createContext("/recommend", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  // tag::service[]
  private void answer(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange);
    try {
      String history = query.get("history");
      if (history == null) {
        throw new IllegalArgumentException("give history=ITEM,ITEM");
      }
      int k = Integer.parseInt(query.getOrDefault("k", "10"));
      String found = JSON.toJson(recommend(Arrays.asList(history.split(",", -1)), k));
      send(exchange, 200, "application/json", found);
    } catch (IllegalArgumentException e) { // says which item or number
      send(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
    }
  }

  /** Serves another model from the next request on; if it cannot be loaded, the old one stays. */
  public void reload(Path bundle) {
    model.reload(bundle);
  }

  // end::service[]

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new HashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[parts.length - 1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private List<Map<String, Object>> recommend(List<String> history, int k) {
    RecommendRequest request = RecommendRequest.of(history).k(k);
    return model.read( // titles of the very model that recommends
        one ->
            one.recommend(request).stream()
                .map(
                    r ->
                        Map.<String, Object>of(
                            "item", r.item(), "title", one.title(r.item()), "score", r.score()))
                .toList());
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    model.close();
  }

  /** Takes a model bundle and a port. */
  public static void main(String[] arguments) throws IOException {
    HttpService service = new HttpService(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    System.out.println("http://localhost:" + service.port() + "/recommend?history=ITEM,ITEM&k=10");
  }
}
