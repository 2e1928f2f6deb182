package io.github.seqrec4j.runtime;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.ConfigException;
import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.HistoryEncoder;
import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.JavaForm;
import io.github.seqrec4j.api.ModelSpec;
import io.github.seqrec4j.api.TokenEncoder;
import io.github.seqrec4j.api.UsageException;
import io.github.seqrec4j.api.config.ConfigSource;
import io.github.seqrec4j.api.files.FileBoundary;
import io.github.seqrec4j.api.files.Sha256;
import io.github.seqrec4j.api.nn.NativeEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a model bundle, and believes nothing in it before it is checked: first all files, by {@link
 * BundleChecks}, then configuration and headers against the manifest and against each other, and
 * only then are arrays made, each of a length that its file has.
 */
final class BundleLoader {

  private static final Logger LOG = LoggerFactory.getLogger(SequentialRecommender.class);

  private final Path bundle;
  private final BundleManifest manifest;

  private BundleLoader(Path bundle, BundleManifest manifest) {
    this.bundle = bundle;
    this.manifest = manifest;
  }

  /**
   * Loads a bundle.
   *
   * @param engine what is to compute it
   * @throws DataException if it is missing, incomplete or damaged, naming the file
   * @throws ConfigException if its configuration names a component that is not on the class path
   */
  static SequentialRecommender load(Path bundle, ServingEngine engine) {
    return read(bundle, loader -> loader.recommender(loader.model(), engine));
  }

  /** Opens a bundle for a training, with the same exceptions. */
  static StoredModel open(Path bundle) {
    return read(
        bundle,
        loader ->
            new StoredModel(
                loader.model(),
                loader.manifest.origin(),
                loader.catalogue().itemIds(),
                loader.manifest.added(),
                SafeTensorsFile.open(loader.file(ModelBundle.WEIGHTS)),
                SafeTensorsFile.open(loader.file(ModelBundle.VECTORS))));
  }

  /** Reads a part of a bundle. */
  @FunctionalInterface
  private interface Reader<T> {
    T read(BundleLoader loader) throws IOException;
  }

  private static <T> T read(Path bundle, Reader<T> reader) {
    if (!Files.isDirectory(bundle)) {
      throw new DataException(
          bundle + ": no such model directory; 'train' writes one as DIR/model");
    }
    try {
      BundleManifest manifest = BundleManifest.load(bundle);
      BundleChecks.check(bundle, manifest);
      return reader.read(new BundleLoader(bundle, manifest));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read model " + bundle + ": " + e.getMessage(), e);
    }
  }

  private Path file(String name) {
    return bundle.resolve(name);
  }

  /** N. */
  private int items() {
    return manifest.origin().items().items();
  }

  /** (N+1, MD). */
  private Shape vectorShape() {
    return new Shape(items() + 1L, (long) manifest.branches().size() * manifest.width());
  }

  private ModelSpec model() throws IOException {
    Path file = file(ModelBundle.CONFIG);
    ModelSpec model = FileBoundary.read(file, ModelBundle.REMEDY, () -> configuration(file));
    check(
        "branches",
        model.itemEncoder().branches().stream().map(Branch::name).toList(),
        manifest.branches());
    check("width", model.itemEncoder().width(), manifest.width());
    check("maxLength", model.maxLength(), manifest.maxLength());
    return model;
  }

  private void check(String what, Object configured, Object expected) {
    if (!configured.equals(expected)) {
      throw damaged(
          file(ModelBundle.CONFIG),
          what + " " + configured + ", " + BundleManifest.FILE + " says " + expected);
    }
  }

  private static ModelSpec configuration(Path file) throws IOException {
    String origin = file.toString();
    try {
      return ConfigSource.parse(Files.readString(file), origin, ModelBundle.ROOT, List.of())
          .bind(ModelBundle.ROOT, ModelSpec.class);
    } catch (ConfigException e) {
      List<String> problems = new ArrayList<>(e.problems());
      problems.add(
          origin
              + ": if a plug-in was used in training, it must be on the class path again: --plugins"
              + " DIR_OR_JAR on the command line");
      throw new ConfigException(problems);
    }
  }

  private SequentialRecommender recommender(ModelSpec model, ServingEngine engine)
      throws IOException {
    Catalogue catalogue = catalogue();
    UserHistories histories = null;
    if (manifest.files().containsKey(UserHistories.FILE)) {
      Path users = file(UserHistories.FILE);
      histories =
          FileBoundary.read(
              users, ModelBundle.REMEDY, () -> UserHistories.load(users, catalogue.itemIds()));
    }
    Scoring scoring = scoring(model, engine);
    LOG.info("{}: {} items, computed by {}", bundle, catalogue.size(), scoring.engine());
    return new SequentialRecommender(
        scoring, model, manifest.origin(), catalogue, histories, parts(model));
  }

  private BundleParts parts(ModelSpec model) throws IOException {
    return new BundleParts(
        bundle.toAbsolutePath().normalize(),
        Sha256.ofFile(file(BundleManifest.FILE)),
        itemEncoder(model));
  }

  /**
   * The item encoder in plain Java. Serving does without it, so that one that cannot be had is no
   * failure before it is asked for.
   */
  private Supplier<TokenEncoder> itemEncoder(ModelSpec model) throws IOException {
    ItemEncoder encoder = model.itemEncoder();
    Optional<ItemJavaForm> form = encoder.javaForm();
    if (form.isEmpty()) {
      return () -> {
        throw new UsageException(
            bundle
                + ": its item encoder '"
                + encoder.type()
                + "', or the fusion in it, has no Java form, by which new items are encoded; override"
                + " javaForm() of the component, or train again with the items");
      };
    }
    try {
      TokenEncoder loaded =
          ofWeights(
              file -> {
                StoredWeights weights = StoredWeights.ofItemEncoder(file);
                TokenEncoder made =
                    form.get()
                        .newEncoder(manifest.origin().items().modalities(), weights.encoder());
                weights.checkAllRead();
                return made;
              });
      return () -> loaded;
    } catch (DataException e) {
      return () -> {
        throw new DataException(String.valueOf(e.getMessage()), e);
      };
    }
  }

  private Scoring scoring(ModelSpec model, ServingEngine engine) throws IOException {
    Optional<JavaForm> form =
        engine == ServingEngine.PYTORCH ? Optional.empty() : model.backbone().javaForm();
    if (form.isPresent()) {
      return inJava(model, form.get());
    }
    if (engine == ServingEngine.JAVA) {
      throw new UsageException(
          bundle
              + ": its backbone '"
              + model.backbone().type()
              + "' has no Java form; load it with ServingEngine.PYTORCH or AUTO, and PyTorch on the"
              + " class path");
    }
    NDManager manager = NativeEngine.newManager();
    try {
      UserEncoder backbones =
          ofWeights(weights -> UserEncoder.load(manager, model, categories(), weights));
      NDArray vectors = ofVectors(file -> vectors(manager, file));
      return new TorchScoring(
          manager,
          backbones,
          new ItemVectors(model.itemEncoder().branches(), vectors, manifest.ensemble()));
    } catch (IOException | RuntimeException | Error e) {
      manager.close();
      throw e;
    }
  }

  private Scoring inJava(ModelSpec model, JavaForm form) throws IOException {
    List<HistoryEncoder> backbones =
        ofWeights(weights -> JavaScoring.backbones(model, form, categories(), weights));
    ItemBlocks vectors =
        ofVectors(file -> ItemBlocks.load(file, ModelBundle.VECTORS_NAME, vectorShape()));
    return JavaScoring.of(model, backbones, vectors, manifest.ensemble());
  }

  /** C. */
  private int categories() {
    return manifest.origin().categories().size();
  }

  private Catalogue catalogue() throws IOException {
    Path items = file(Catalogue.FILE);
    return FileBoundary.read(
        items, ModelBundle.REMEDY, () -> Catalogue.load(items, items(), manifest.added()));
  }

  /** Makes something of an open file. */
  @FunctionalInterface
  private interface FileReader<T> {
    T read(SafeTensorsFile file) throws IOException;
  }

  private <T> T ofWeights(FileReader<T> reader) throws IOException {
    try (SafeTensorsFile weights = SafeTensorsFile.open(file(ModelBundle.WEIGHTS))) {
      return FileBoundary.read(
          file(ModelBundle.WEIGHTS), ModelBundle.REMEDY, () -> reader.read(weights));
    }
  }

  private <T> T ofVectors(FileReader<T> reader) throws IOException {
    Path file = file(ModelBundle.VECTORS);
    try (SafeTensorsFile stored = SafeTensorsFile.open(file)) {
      if (!stored.shapes().keySet().equals(Set.of(ModelBundle.VECTORS_NAME))) {
        throw damaged(
            file,
            "arrays "
                + stored.shapes().keySet()
                + ", expected '"
                + ModelBundle.VECTORS_NAME
                + "' alone");
      }
      return reader.read(stored);
    }
  }

  private NDArray vectors(NDManager manager, SafeTensorsFile stored) throws IOException {
    NDArray vectors = stored.read(manager, ModelBundle.VECTORS_NAME, vectorShape());
    try (NDArray padding = vectors.get(0)) {
      for (float number : padding.toFloatArray()) {
        if (number != 0) {
          throw damaged(stored.path(), "row 0, the padding, is not zero");
        }
      }
    }
    return vectors;
  }

  private static DataException damaged(Path file, String what) {
    return FileBoundary.damaged(file.toString(), what, ModelBundle.REMEDY);
  }
}
