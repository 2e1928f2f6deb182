package io.github.seqrec4j.imports.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.imports.Importer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of public datasets. */
final class PublicDatasetsTest {

  private final PublicDatasets known = PublicDatasets.known();

  @Test
  void everyDataset_isReadByAnImporter() {
    Set<String> formats = Components.of(Importer.class).names();
    assertThat(known.names())
        .hasSizeGreaterThan(100)
        .contains("movielens-1m", "amazon-2014-5core-Beauty", "amazon-2018-Books")
        .contains("amazon-2023-Video_Games", "microlens-50k", "recbole-ml-100k")
        .allSatisfy(
            name -> {
              PublicDataset dataset = known.get(name);
              assertThat(formats).contains(dataset.format());
              assertThat(dataset.licence()).isNotBlank();
            });
  }

  @Test
  void everyAddress_isOneOfItsOwn() {
    Set<URI> reviews =
        known.names().stream()
            .map(name -> known.get(name).files().get(0).address())
            .collect(Collectors.toSet());
    assertThat(reviews).hasSameSizeAs(known.names());
    assertThat(reviews).allMatch(address -> address.getScheme().equals("https"));
    assertThat(known.families().get("amazon-2023-<category>")).hasSize(34);
  }

  @Test
  void mistypedName_isSuggested() {
    assertThatThrownBy(() -> known.get("movielens-1n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown dataset 'movielens-1n'; did you mean 'movielens-1m'?")
        .hasMessageContaining("amazon-2023-<category>");
  }

  @Test
  void ownList_isChecked(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("mine.json");
    assertThatThrownBy(() -> PublicDatasets.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("mine.json: no such file");
    for (String wrong :
        new String[] {
          "{}",
          "[{\"name\": \"a\"}]",
          "[1]",
          "[",
          "[{\"name\": \"a\", \"format\": \"b\", \"licence\": \"c\", \"files\": []}]",
          "[{\"name\": \"a\", \"format\": \"b\", \"licence\": \"c\","
              + " \"files\": [{\"address\": \"ftp://x/y\"}]}]",
          "[{\"name\": \"a\", \"format\": \"b\", \"licence\": \"c\","
              + " \"files\": [{\"address\": \"http://x/y\", \"md5\": \"1\"}]}]",
        }) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> PublicDatasets.read(file))
          .as(wrong)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("mine.json: is no list of datasets: ");
    }
  }

  @Test
  void names_leadNowhereElse() {
    RemoteFile file = new RemoteFile(URI.create("http://x/y"), null);
    for (String name : new String[] {"../x", "a/b", "/etc", "..", ".", "", "a\\b", "-x", "C:"}) {
      assertThatThrownBy(() -> new PublicDataset(name, "movielens", "any", List.of(file)))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("name of a dataset must be letters, digits and . _ -");
    }
    for (String address :
        new String[] {"http://x/", "http://x/..", "http://x/.hidden", "http://x"}) {
      assertThatThrownBy(() -> new RemoteFile(URI.create(address), null))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void policy_doublesItsPauses() {
    RetryPolicy policy = new RetryPolicy();
    assertThat(policy.pauseAfter(1)).isEqualTo(Duration.ofSeconds(1));
    assertThat(policy.pauseAfter(4)).isEqualTo(Duration.ofSeconds(8));
    assertThatThrownBy(
            () ->
                RetryPolicy.builder()
                    .attempts(0)
                    .pause(Duration.ofSeconds(1))
                    .patience(Duration.ofSeconds(1))
                    .build())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
