package io.github.seqrec4j.imports.download;

import io.github.seqrec4j.api.DataException;
import io.github.seqrec4j.api.SeqrecException;
import io.github.seqrec4j.api.files.AtomicFiles;
import io.github.seqrec4j.api.files.ByteProgress;
import io.github.seqrec4j.api.files.FileBoundary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Fetches files into a folder. A file that is fetched appears under its name when it is whole and
 * checked; until then it is {@code <name>.part}, which the next try goes on with. Its SHA-256 stays
 * beside it in {@code <name>.sha256}: a file that is there already is checked against it, and used.
 *
 * <p>One thread, one process at a time.
 */
public final class Downloader {

  private static final Pattern SHA256 = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Duration CONNECT = Duration.ofSeconds(30);

  private final Path folder;
  private final RetryPolicy policy;
  private final ByteProgress progress;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /**
   * Into a folder.
   *
   * @param folder is made if it is not there
   * @param policy how long it keeps trying
   * @param progress hears of the bytes
   */
  public Downloader(Path folder, RetryPolicy policy, ByteProgress progress) {
    this.folder = folder;
    this.policy = policy;
    this.progress = progress;
  }

  /** Fetches the files of a dataset into a folder of its name. */
  public static List<DownloadedFile> fetch(
      PublicDataset dataset, Path cache, RetryPolicy policy, ByteProgress progress) {
    Downloader downloader = new Downloader(cache.resolve(dataset.name()), policy, progress);
    List<DownloadedFile> files = new ArrayList<>();
    for (RemoteFile file : dataset.files()) {
      files.add(downloader.fetch(file));
    }
    return files;
  }

  /**
   * Fetches a file, or takes the one that is there.
   *
   * @throws DataException if what came, or what is there, is not what the checksum says
   * @throws SeqrecException if the server refuses, or cannot be reached; the message says what to
   *     do
   * @throws UncheckedIOException if the file cannot be written; what is there of it is kept
   */
  public DownloadedFile fetch(RemoteFile remote) {
    Path file = folder.resolve(remote.name());
    Path sum = folder.resolve(remote.name() + ".sha256");
    try {
      Files.createDirectories(folder);
      String earlier = Files.exists(sum) ? earlier(sum) : "";
      if (Files.exists(file)) {
        return check(remote, file, file, earlier);
      }
      PartialFile part = new PartialFile(folder.resolve(remote.name() + ".part"));
      new Transfer(client, remote.address(), part, policy, progress).run();
      DownloadedFile fetched;
      try {
        fetched = check(remote, part.path(), file, earlier);
      } catch (DataException e) {
        part.delete(); // to go on with it would end in the same
        throw e;
      }
      AtomicFiles.write(sum, fetched.sha256() + "\n");
      part.moveTo(file);
      return fetched;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write " + file + ": " + e.getMessage() + "; run it again, it goes on from there",
          e);
    }
  }

  /** The checksum that an earlier fetch left. */
  private static String earlier(Path sum) throws IOException {
    String remedy = "remove it, and the file is taken as on its first download";
    String text = FileBoundary.read(sum, remedy, () -> Files.readString(sum).strip());
    if (!SHA256.matcher(text).matches()) {
      throw FileBoundary.damaged(sum.toString(), "it is no SHA-256", remedy);
    }
    return text;
  }

  private static DownloadedFile check(RemoteFile remote, Path bytes, Path file, String earlier)
      throws IOException {
    Checksums found = Checksums.of(bytes);
    DownloadedFile.Checked checked = DownloadedFile.Checked.FIRST_USE;
    if (remote.md5() != null) {
      compare(remote, bytes, file, "published MD5", remote.md5(), found.md5());
      checked = DownloadedFile.Checked.PUBLISHED;
    } else if (!earlier.isEmpty()) {
      compare(remote, bytes, file, "SHA-256 of an earlier download", earlier, found.sha256());
      checked = DownloadedFile.Checked.EARLIER;
    }
    return new DownloadedFile(remote.address(), file, Files.size(bytes), found.sha256(), checked);
  }

  private static void compare(
      RemoteFile remote, Path bytes, Path file, String what, String expected, String got) {
    if (expected.toLowerCase(Locale.ROOT).equals(got)) {
      return;
    }
    throw new DataException(
        (bytes.equals(file) ? file + " is not what was fetched from " : "what came from ")
            + remote.address()
            + ": "
            + what
            + " "
            + expected
            + ", got "
            + got
            + "; "
            + (bytes.equals(file)
                ? "delete the file and run it again"
                : "the file changed there or was damaged on its way: run it again"
                    + (remote.md5() == null
                        ? ", and if the new one is to be trusted, delete " + file + ".sha256"
                        : "")));
  }
}
