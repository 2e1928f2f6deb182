package io.github.seqrec4j.cli;

import io.github.seqrec4j.api.Components;
import io.github.seqrec4j.imports.DatasetImport;
import io.github.seqrec4j.imports.ImportOptions;
import io.github.seqrec4j.imports.ImportOptions.ColdItems;
import io.github.seqrec4j.imports.ImportOptions.PictureTransfer;
import io.github.seqrec4j.imports.ImportOrigin;
import io.github.seqrec4j.imports.ImportSummary;
import io.github.seqrec4j.imports.Importer;
import io.github.seqrec4j.imports.RejectLimit;
import io.github.seqrec4j.imports.download.DownloadedFile;
import io.github.seqrec4j.imports.download.Downloader;
import io.github.seqrec4j.imports.download.PublicDataset;
import io.github.seqrec4j.imports.download.PublicDatasets;
import io.github.seqrec4j.imports.download.RetryPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seqrec import}. */
@Command(
    name = "import",
    description = {
      "Turns the files of a public dataset into a dataset directory.",
      "Without arguments: lists the formats it reads and the datasets it can fetch."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples: ./seqrec import movielens downloads/ml-1m.zip --out data/movielens-1m",
      "          ./seqrec import movielens-1m --download --out data/movielens-1m"
    })
final class ImportCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FORMAT",
      description = "Format of the source; with --download, name of the dataset.")
  private @Nullable String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SOURCE",
      description = "Folder, file or zip archive of the dataset as it is published.")
  private @Nullable Path source;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Dataset directory to make; it must not hold anything.")
  private @Nullable Path out;

  @Option(names = "--download", description = "Fetch the dataset of this name first.")
  private boolean download;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description = "Where fetched files stay; by default ~/.cache/seqrec4j.")
  private Path cache = Path.of(System.getProperty("user.home"), ".cache", "seqrec4j");

  @Option(
      names = "--datasets",
      paramLabel = "FILE",
      description = {
        "Names and addresses of datasets to fetch, instead of those that come with seqrec:",
        "JSON, [{name, format, licence, files: [{address, md5}]}]."
      })
  private @Nullable Path datasets;

  @Option(
      names = "--min-rating",
      paramLabel = "RATING",
      description =
          "Drop interactions rated below, and those without a rating; by default all stay.")
  private @Nullable Double minimumRating;

  @Option(
      names = "--max-rejects",
      paramLabel = "N|P%",
      description = "Malformed records a file may have before the import stops; by default 0.")
  private String maxRejects = RejectLimit.NONE.toString();

  @Option(
      names = "--drop-cold-items",
      description = "Drop items that nobody interacted with; by default they stay.")
  private boolean dropColdItems;

  @Option(
      names = "--pictures",
      paramLabel = "HOW",
      description = "How pictures come along: ${COMPLETION-CANDIDATES}; by default link.")
  private PictureTransfer pictures = PictureTransfer.LINK;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the format, for instance --set item-field=track_id. Repeatable.")
  private List<String> set = new ArrayList<>();

  @Spec private @Nullable CommandSpec command;

  ImportCommand() {}

  @Override
  public Integer call() {
    Console console = Console.of(command);
    if (name == null) {
      ImportListing.print(datasets(), console.out());
      return 0;
    }
    if (out == null) {
      throw wrong("Missing required option: '--out=DIR'");
    }
    ImportOptions options =
        ImportOptions.builder()
            .minimumRating(minimumRating)
            .rejects(limit())
            .coldItems(dropColdItems ? ColdItems.DROP : ColdItems.KEEP)
            .pictures(pictures)
            .build();
    ImportSummary summary =
        download ? fetched(name, out, options, console) : given(name, out, options, console);
    ImportListing.print(summary, out, console.out());
    return 0;
  }

  private PublicDatasets datasets() {
    return datasets == null ? PublicDatasets.known() : PublicDatasets.read(datasets);
  }

  private RejectLimit limit() {
    try {
      return RejectLimit.of(maxRejects);
    } catch (IllegalArgumentException e) {
      throw wrong("--max-rejects: " + e.getMessage());
    }
  }

  private ImportSummary given(
      String format, Path directory, ImportOptions options, Console console) {
    if (!Components.of(Importer.class).names().contains(format)
        && datasets().names().contains(format)) {
      throw wrong(format + " is a dataset to fetch, not a format: add --download");
    }
    Importer importer = ImportFormat.of(format, set);
    if (source == null) {
      throw wrong("Missing required parameter: 'SOURCE', the folder or file to import");
    }
    return DatasetImport.run(importer, source, directory, options, new ByteProgressBar(console));
  }

  private ImportSummary fetched(
      String dataset, Path directory, ImportOptions options, Console console) {
    if (source != null) {
      throw wrong("--download fetches the source: leave out '" + source + "'");
    }
    PublicDataset known = datasets().get(dataset);
    Importer importer = ImportFormat.of(known.format(), set);
    console.say("licence: %s", known.licence());
    ByteProgressBar progress = new ByteProgressBar(console);
    List<DownloadedFile> files = Downloader.fetch(known, cache, new RetryPolicy(), progress);
    for (DownloadedFile file : files) {
      console.say("%s: %,d bytes, checked %s", file.file(), file.bytes(), file.checked());
    }
    Path fetched = files.get(0).file();
    boolean archive = files.size() == 1 && fetched.toString().endsWith(".zip");
    Path from = archive ? fetched : cache.resolve(known.name());
    ImportOrigin origin = new ImportOrigin(known.name(), known.licence(), files);
    return DatasetImport.run(importer, from, directory, options, progress, origin);
  }

  private ParameterException wrong(String message) {
    if (command == null) {
      throw new IllegalStateException("picocli sets the command before it runs");
    }
    return new ParameterException(command.commandLine(), message);
  }
}
