package io.github.seqrec4j.imports;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.seqrec4j.imports.download.DownloadedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes {@code dataset.conf}: where a dataset came from (JSON, which HOCON includes). */
final class DatasetProvenance {

  private DatasetProvenance() {}

  static void write(
      Path file,
      ImportSummary summary,
      Path source,
      ImportOptions options,
      @Nullable ImportOrigin origin)
      throws IOException {
    JsonObject provenance = new JsonObject();
    provenance.addProperty("format", summary.format());
    provenance.addProperty("source", source.toString());
    provenance.addProperty("imported", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    provenance.add("options", options(options));
    if (origin != null) {
      provenance.add("download", origin(origin));
    }
    JsonArray files = new JsonArray();
    for (ImportSummary.Source each : summary.sources()) {
      files.add(file(each.file(), each.bytes(), each.sha256()));
    }
    provenance.add("files", files);
    provenance.add("interactions", counts(summary.interactions()));
    JsonObject items = counts(summary.items());
    items.addProperty("undescribed", summary.undescribed());
    items.addProperty("untitled", summary.untitled());
    provenance.add("items", items);
    JsonObject pictures = new JsonObject();
    pictures.addProperty("linked", summary.pictures().linked());
    pictures.addProperty("copied", summary.pictures().copied());
    pictures.addProperty("unused", summary.pictures().unused());
    provenance.add("pictures", pictures);
    JsonObject root = new JsonObject();
    root.add("provenance", provenance);
    String text = new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(root);
    Files.writeString(file, text + "\n", StandardCharsets.UTF_8);
  }

  private static JsonObject options(ImportOptions options) {
    JsonObject json = new JsonObject();
    if (options.minimumRating() != null) {
      json.addProperty("minimum-rating", options.minimumRating());
    }
    json.addProperty("max-rejects", options.rejects().toString());
    json.addProperty("cold-items", options.coldItems().name().toLowerCase(Locale.ROOT));
    json.addProperty("pictures", options.pictures().name().toLowerCase(Locale.ROOT));
    return json;
  }

  private static JsonObject origin(ImportOrigin origin) {
    JsonObject json = new JsonObject();
    json.addProperty("name", origin.name());
    json.addProperty("licence", origin.licence());
    JsonArray files = new JsonArray();
    for (DownloadedFile each : origin.files()) {
      JsonObject fetched = file(each.address().toString(), each.bytes(), each.sha256());
      fetched.addProperty("checked", each.checked().toString());
      files.add(fetched);
    }
    json.add("files", files);
    return json;
  }

  private static JsonObject file(String name, long bytes, String sha256) {
    JsonObject json = new JsonObject();
    json.addProperty("name", name);
    json.addProperty("bytes", bytes);
    json.addProperty("sha256", sha256);
    return json;
  }

  private static JsonObject counts(TableCounts counts) {
    JsonObject json = new JsonObject();
    json.addProperty("read", counts.read());
    json.addProperty("kept", counts.kept());
    json.addProperty("rejected", counts.rejected());
    JsonObject dropped = new JsonObject();
    counts.dropped().forEach(dropped::addProperty);
    json.add("dropped", dropped);
    return json;
  }
}
