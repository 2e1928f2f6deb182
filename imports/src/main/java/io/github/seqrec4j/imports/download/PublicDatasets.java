package io.github.seqrec4j.imports.download;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.Names;
import io.github.seqrec4j.api.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The public datasets that are known by name, from the resource {@code public-datasets.json}. */
public final class PublicDatasets {

  private static final String RESOURCE = "public-datasets.json";
  private static final String PLACE = "{category}";

  private final Map<String, PublicDataset> datasets;
  private final Map<String, List<String>> families;

  private PublicDatasets(Map<String, PublicDataset> datasets, Map<String, List<String>> families) {
    this.datasets = Collections.unmodifiableMap(datasets);
    this.families = Collections.unmodifiableMap(families);
  }

  /** Those that come with the library. */
  public static PublicDatasets known() {
    try (InputStream in = PublicDatasets.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("resource " + RESOURCE + " is part of this jar");
      }
      return read(new InputStreamReader(in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + ": " + e.getMessage(), e);
    }
  }

  /**
   * Those of a file.
   *
   * @throws DataException if it is not there, or not of the form that {@link #read(Reader)} reads
   */
  public static PublicDatasets read(Path file) {
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return read(reader);
    } catch (NoSuchFileException e) {
      throw new DataException(file + ": no such file; it must list datasets", e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | ClassCastException
        | JsonParseException e) {
      throw new DataException(
          file
              + ": is no list of datasets: "
              + e.getMessage()
              + "; expected [{name, format, licence, files: [{address, md5}]}]",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Those of a text: a list of objects with {@code name}, {@code format}, {@code licence} and
   * {@code files}, each with {@code address} and, where there is one, {@code md5}. A family has
   * {@code categories} beside it, each of which takes the place of {@code {category}}.
   *
   * @throws IllegalArgumentException if two have one name
   */
  public static PublicDatasets read(Reader json) {
    Map<String, PublicDataset> datasets = new LinkedHashMap<>();
    Map<String, List<String>> families = new LinkedHashMap<>();
    for (JsonElement each : JsonParser.parseReader(json).getAsJsonArray()) {
      JsonObject object = each.getAsJsonObject();
      String name = text(object, "name");
      JsonArray given = object.getAsJsonArray("categories");
      List<String> categories = new ArrayList<>();
      if (given == null) {
        categories.add("");
      } else {
        given.forEach(category -> categories.add(category.getAsString()));
      }
      families.put(name.replace(PLACE, "<category>"), given == null ? List.of() : categories);
      for (String category : categories) {
        PublicDataset dataset = dataset(object, name.replace(PLACE, category), category);
        if (datasets.put(dataset.name(), dataset) != null) {
          throw new IllegalArgumentException("two datasets are named '" + dataset.name() + "'");
        }
      }
    }
    return new PublicDatasets(datasets, families);
  }

  private static PublicDataset dataset(JsonObject object, String name, String category) {
    List<RemoteFile> files = new ArrayList<>();
    JsonArray given = object.getAsJsonArray("files");
    if (given == null) {
      throw new IllegalArgumentException("no 'files' in " + object);
    }
    for (JsonElement each : given) {
      JsonObject file = each.getAsJsonObject();
      String address = text(file, "address").replace(PLACE, category);
      JsonElement md5 = file.get("md5");
      files.add(new RemoteFile(URI.create(address), md5 == null ? null : md5.getAsString()));
    }
    return new PublicDataset(name, text(object, "format"), text(object, "licence"), files);
  }

  private static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no '" + key + "' in " + object);
    }
    return value.getAsString();
  }

  /** Names of all. */
  public Set<String> names() {
    return datasets.keySet();
  }

  /** Names, those that differ in a category alone as one, with the categories; others with none. */
  public Map<String, List<String>> families() {
    return families;
  }

  /**
   * The dataset of a name.
   *
   * @throws IllegalArgumentException if there is none, naming the nearest and all families
   */
  public PublicDataset get(String name) {
    PublicDataset dataset = datasets.get(name);
    if (dataset == null) {
      String near =
          Names.nearest(name, datasets.keySet())
              .map(found -> "; did you mean '" + found + "'?")
              .orElse(";");
      throw new UsageException(
          "unknown dataset '"
              + name
              + "'"
              + near
              + " known: "
              + String.join(", ", families.keySet()));
    }
    return dataset;
  }
}
