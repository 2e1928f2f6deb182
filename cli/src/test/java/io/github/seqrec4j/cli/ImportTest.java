package io.github.seqrec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code import}, through the command line. */
final class ImportTest {

  @TempDir private Path folder;

  private Path out() {
    return folder.resolve("out");
  }

  /** The shop as RecBole would have it. */
  private Path recBole() throws IOException {
    Shop shop = Shop.in(folder);
    Path source = Files.createDirectory(folder.resolve("source"));
    write(
        source.resolve("shop.inter"),
        "user_id:token\titem_id:token\ttimestamp:float",
        shop.data().resolve("interactions.tsv"));
    write(
        source.resolve("shop.item"),
        "item_id:token\ttitle:token_seq",
        shop.data().resolve("items.tsv"));
    return source;
  }

  private static void write(Path file, String header, Path table) throws IOException {
    List<String> lines = Files.readAllLines(table);
    lines.set(0, header);
    Files.write(file, lines);
  }

  @Test
  void importedShop_isTheShop() throws IOException {
    Path source = recBole();
    Result result = Result.of("import", "recbole", source, "--out", out()).good();
    assertThat(result.out())
        .contains("items:        40 read = 40 kept + 0 rejected + 0 dropped")
        .contains("note:         title from field 'title'")
        .contains("dataset:      " + out());
    for (String table : List.of("items.tsv", "interactions.tsv")) {
      assertThat(out().resolve(table)).hasSameTextualContentAs(folder.resolve("data/" + table));
    }
    assertThat(out().resolve("dataset.conf")).content().contains("\"sha256\"", "shop.inter");
  }

  @Test
  void importedShop_canBeTrainedOn() throws IOException {
    Result.of("import", "recbole", recBole(), "--out", out()).good();
    Path config = folder.resolve("ids.conf");
    Files.writeString(
        config,
        """
        seqrec4j {
          max-length = 6
          item-encoder.multi-modal { modalities = [id], width = 8 }
          backbone.sasrec { layers = 1, heads = 2 }
          training { epochs = 1, batch-size = 16 }
        }
        """);
    Path run = folder.resolve("run");
    Result.of("train", "--config", config, "--data", out(), "--out", run).good();
    assertThat(run.resolve("model/weights.safetensors")).isRegularFile();
    assertThat(run.resolve("metrics.json")).content().contains("\"items\"", "hit@10");
  }

  @Test
  void withoutArguments_listsFormatsAndDatasets() {
    assertThat(Result.of("import").good().out())
        .contains(
            "recbole", "--set user-field=...", "movielens", "amazon-2023", "odmt", "microlens")
        .contains("movielens-1m", "amazon-2023-<category>", "Video_Games");
  }

  @Test
  void wrongUsage_isNamed() throws IOException {
    Path source = recBole();
    Result.of("import", "recbole", source).failed(2, "Missing required option: '--out=DIR'");
    Result.of("import", "recbole", "--out", out())
        .failed(2, "Missing required parameter: 'SOURCE'");
    Result.of("import", "recbol", source, "--out", out())
        .failed(2, "unknown importer 'recbol'; did you mean 'recbole'? known: amazon-2014");
    Result.of("import", "movielens-1m", "--out", out())
        .failed(2, "movielens-1m is a dataset to fetch, not a format: add --download");
    Result.of("import", "movielens-1n", "--download", "--out", out())
        .failed(2, "unknown dataset 'movielens-1n'; did you mean 'movielens-1m'?");
    Result.of("import", "movielens-1m", source, "--download", "--out", out())
        .failed(2, "--download fetches the source: leave out");
    Result.of("import", "recbole", source, "--out", out(), "--max-rejects", "some")
        .failed(2, "--max-rejects: limit of rejected records: expected a count");
    Result.of("import", "recbole", source, "--out", out(), "--set", "user-feld=x")
        .failed(2, "unknown key 'user-feld'", "did you mean 'user-field'?");
    Result.of("import", "recbole", source, "--out", out(), "--min-rating", "4")
        .failed(2, "a minimum rating of 4.0 is asked for, but recbole has no ratings here");
    assertThat(out()).doesNotExist();
  }

  @Test
  void badData_isNamedWithLineAndLeavesNothing() throws IOException {
    Path source = recBole();
    Files.writeString(
        source.resolve("shop.inter"), "user_id:token\titem_id:token\nu\ti\nu\nu\n\ti\n");
    Result.of("import", "recbole", source, "--out", out())
        .failed(3, "shop.inter: 3: expected 2 fields (user_id, item_id), got 1: 'u'");
    assertThat(out()).doesNotExist();
    Result two = Result.of("import", "recbole", source, "--out", out(), "--max-rejects", "2");
    two.failed(3, "shop.inter: 5: empty user", "3 malformed records among the 4 read");
    Result kept = Result.of("import", "recbole", source, "--out", out(), "--max-rejects", "75%");
    assertThat(kept.good().out())
        .contains("interactions: 4 read = 1 kept + 3 rejected + 0 dropped")
        .contains("rejected:     " + source.resolve("shop.inter") + ": 3: expected 2 fields")
        .contains("+ 1 met in interactions only, with an empty title");
    Result.of("import", "recbole", source, "--out", out(), "--max-rejects", "75%")
        .failed(3, "is not empty, it holds");
    Result.of("import", "recbole", folder.resolve("none"), "--out", folder.resolve("other"))
        .failed(3, "none: no such file or folder");
    assertThat(folder.resolve("other")).doesNotExist();
  }

  @Test
  void options_dropAndRename() throws IOException {
    Path source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(
        source.resolve("a.inter"),
        "uid:token\titem_id:token\trating:float\nu\tx\t5\nu\ty\t3\nu\tz\t\n");
    Files.writeString(source.resolve("a.item"), "item_id:token\tlabel:token\nx\tX\ny\tY\n");
    Result result =
        Result.of(
            "import",
            "recbole",
            source,
            "--out",
            out(),
            "--min-rating",
            "4",
            "--drop-cold-items",
            "--set",
            "user-field=uid",
            "--set",
            "title-fields=[label]");
    assertThat(result.good().out())
        .contains("3 read = 1 kept + 0 rejected + 1 dropped (rated below 4.0) + 1 dropped (without")
        .contains("2 read = 1 kept + 0 rejected + 1 dropped (never interacted with)");
    assertThat(out().resolve("items.tsv")).hasContent("item\ttitle\nx\tX\n");
    assertThat(out().resolve("interactions.tsv")).hasContent("user\titem\trating\nu\tx\t5\n");
  }

  @Test
  void download_fetchesImportsAndKeeps() throws IOException {
    byte[] zip = movieLens();
    int[] requests = new int[1];
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/ml-tiny.zip",
        exchange -> {
          try (exchange) {
            requests[0]++;
            exchange.sendResponseHeaders(200, zip.length);
            exchange.getResponseBody().write(zip);
          }
        });
    server.start();
    try {
      String host = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Path list = datasets(host + "ml-tiny.zip", host + "gone.zip");
      Path cache = folder.resolve("cache");
      Result result =
          Result.of(
              "import",
              "ml-tiny",
              "--download",
              "--datasets",
              list,
              "--cache",
              cache,
              "--out",
              out());
      assertThat(result.good().out()).contains("interactions: 2 read = 2 kept");
      assertThat(result.err())
          .contains("licence: for research")
          .contains("checked first download, no checksum is published");
      assertThat(out().resolve("items.tsv"))
          .hasContent("item\ttitle\tyear\tgenres\n2\tTwo\t1995\tDrama\n");
      assertThat(out().resolve("dataset.conf")).content().contains(host + "ml-tiny.zip", "licence");
      Path again = folder.resolve("again");
      Result.of(
              "import",
              "ml-tiny",
              "--download",
              "--datasets",
              list,
              "--cache",
              cache,
              "--out",
              again)
          .good();
      assertThat(requests[0]).as("the second time nothing is fetched").isEqualTo(1);
      Path gone = folder.resolve("gone");
      Result.of("import", "gone", "--download", "--datasets", list, "--cache", cache, "--out", gone)
          .failed(1, "gone.zip: the server answers with status 404 (not there)");
      assertThat(gone).doesNotExist();
    } finally {
      server.stop(0);
    }
  }

  private Path datasets(String... addresses) throws IOException {
    StringBuilder json = new StringBuilder("[");
    for (String address : addresses) {
      String name = address.replaceAll(".*/|\\.zip", "");
      json.append(json.length() > 1 ? "," : "")
          .append("{\"name\": \"" + name + "\", \"format\": \"movielens\",")
          .append(
              " \"licence\": \"for research\", \"files\": [{\"address\": \"" + address + "\"}]}");
    }
    return Files.writeString(folder.resolve("datasets.json"), json.append("]"));
  }

  private static byte[] movieLens() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("ml-tiny/ratings.dat"));
      zip.write("1::2::5::1000000001\n2::2::4::1000000002\n".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("ml-tiny/movies.dat"));
      zip.write("2::Two (1995)::Drama\n".getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
