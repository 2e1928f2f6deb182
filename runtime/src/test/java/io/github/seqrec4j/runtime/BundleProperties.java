package io.github.seqrec4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.seqrec4j.api.RecommendRequest;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.testkit.FormMutations;
import io.github.seqrec4j.testkit.Mutations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Bundles changed at random, under right lengths and checksums: they load and answer, or are
 * refused by one of our own exceptions.
 */
final class BundleProperties {

  private static Path folder = Path.of("");
  private static Path whole = Path.of("");

  @BeforeContainer
  static void save() throws IOException {
    folder = Files.createTempDirectory("bundles");
    whole = TinyBundle.save(folder.resolve("whole"), 1, TinyBundle.histories());
  }

  @AfterContainer
  static void delete() {
    AtomicFiles.deleteTree(folder);
  }

  @Property(tries = 150)
  void changedFile_isRefusedOrAnswers(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path bundle = Forgery.copy(whole, folder.resolve("changed"));
    try {
      List<String> names = new ArrayList<>(Forgery.names(bundle));
      names.remove(BundleManifest.FILE);
      String name = names.get(random.nextInt(names.size()));
      Forgery.write(
          bundle, name, Mutations.of(name, Files.readAllBytes(bundle.resolve(name)), random));
      refusedOrAnswers(bundle);
    } finally {
      AtomicFiles.deleteTree(bundle);
    }
  }

  @Property(tries = 100)
  void changedManifest_isRefusedOrAnswers(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    Path bundle = Forgery.copy(whole, folder.resolve("changed"));
    try {
      String manifest = FormMutations.json(Forgery.manifest(bundle).toString(), random);
      Forgery.manifest(bundle, JsonParser.parseString(manifest).getAsJsonObject());
      refusedOrAnswers(bundle);
    } finally {
      AtomicFiles.deleteTree(bundle);
    }
  }

  private static void refusedOrAnswers(Path bundle) {
    try (SequentialRecommender model = SequentialRecommender.load(bundle)) {
      assertThat(model.recommend(RecommendRequest.of(model.items().get(0)))).isNotEmpty();
    } catch (SeqrecException e) {
      assertThat(e.getMessage()).contains(bundle.getFileName().toString()).isNotBlank();
    }
  }
}
