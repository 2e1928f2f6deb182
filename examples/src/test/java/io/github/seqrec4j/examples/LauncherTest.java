package io.github.seqrec4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@code seqrec} script in a checkout of its own, with a Java and a Maven that only write down
 * how they were called.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

  private static final String JAVA =
      """
      #!/bin/sh
      for a in "$@"; do
        case "$a" in -XX:ArchiveClassesAtExit=*) : > "${a#*=}"; exit 0;; esac
      done
      echo "java $*"
      echo "mmap $MALLOC_MMAP_THRESHOLD_ trim $MALLOC_TRIM_THRESHOLD_ opt-out $OPT_OUT_TRACKING spin $GOMP_SPINCOUNT locale $LC_ALL"
      """;

  /** "Builds" two jars in two steps, between which another builder would be noticed. */
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >> "$HOME/builds"
      [ ! -e "$HOME/broken" ] || { echo "cannot find symbol"; exit 1; }
      mkdir -p cli/target api/target
      : > cli/target/seqrec4j-cli-1.jar
      sleep 0.3
      : > api/target/seqrec4j-api-1.jar
      printf %s "$PWD/api/target/seqrec4j-api-1.jar" > cli/target/seqrec.classpath
      """;

  private static final String MAIN = "io.github.seqrec4j.cli.Seqrec";

  @TempDir private Path folder;

  private Path home;

  @BeforeEach
  void checkout() throws IOException {
    folder = folder.toRealPath();
    home = Files.createDirectories(folder.resolve("check out"));
    Files.copy(
        Product.folder().resolve("seqrec"),
        home.resolve("seqrec"),
        StandardCopyOption.COPY_ATTRIBUTES);
    write(home.resolve("pom.xml"), "<project/>");
    write(home.resolve("api/src/main/java/A.java"), "class A {}");
    write(home.resolve("cli/src/main/java/C.java"), "class C {}");
    script(folder.resolve("jdk/bin/java"), JAVA);
    write(folder.resolve("jdk/release"), "JAVA_VERSION=\"17.0.9\"\n");
    script(folder.resolve("bin/mvn"), MAVEN);
  }

  @Test
  void firstStart_buildsThenRuns() throws Exception {
    Result result = seqrec("recommend", "-k", "3");

    assertThat(result.status).isZero();
    assertThat(result.out).contains(MAIN + " recommend -k 3");
    assertThat(result.err).contains("seqrec: building");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void secondStart_buildsNothingAndSaysNothing() throws Exception {
    seqrec("components");

    Result result = seqrec("components");

    assertThat(result.status).isZero();
    assertThat(result.err).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void start_afterASourceChanged_buildsAgain() throws Exception {
    seqrec("components");
    write(home.resolve("api/src/main/java/A.java"), "class A { int a; }");
    age(home.resolve("api/src/main/java/A.java"), 60);

    seqrec("components");

    assertThat(builds()).hasSize(2);
  }

  /** As git does when it changes a branch and changes it back. */
  @Test
  void start_afterASourceWasWrittenAsItWas_buildsNothing() throws Exception {
    seqrec("components");
    age(home.resolve("api/src/main/java/A.java"), 60);

    assertThat(seqrec("components").err).isEmpty();
    assertThat(builds()).hasSize(1);
  }

  /** {@code cp -r} gives all files new times, in any order, and the folder another name. */
  @Test
  void start_inACopyOfABuiltCheckout_buildsNothingAndRunsTheCopy() throws Exception {
    seqrec("components");
    Path copy = folder.resolve("a copy");
    assertThat(new ProcessBuilder("cp", "-r", home.toString(), copy.toString()).start().waitFor())
        .isZero();
    age(copy.resolve("api/src/main/java/A.java"), 60);
    age(copy.resolve("cli/src/main/java/C.java"), 60);

    Result result = result(start(Map.of(), copy.resolve("seqrec"), "components"));

    assertThat(result.status).as(result.err).isZero();
    assertThat(result.err).isEmpty();
    assertThat(result.out)
        .contains(copy + "/api/target/seqrec4j-api-1.jar")
        .doesNotContain(home + "/api");
    assertThat(builds()).hasSize(1);
  }

  private static void age(Path file, int seconds) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  @Test
  void start_afterAJarWentMissing_buildsAgain() throws Exception {
    seqrec("components");
    Files.delete(home.resolve("api/target/seqrec4j-api-1.jar"));

    seqrec("components");

    assertThat(builds()).hasSize(2);
  }

  @Test
  void twoFirstStarts_buildOnce() throws Exception {
    Process first = start(Map.of(), home.resolve("seqrec"), "one");
    Process second = start(Map.of(), home.resolve("seqrec"), "two");

    assertThat(result(first).status).isZero();
    assertThat(result(second).status).isZero();
    assertThat(builds()).hasSize(1);
    assertThat(home.resolve(".seqrec/lock")).doesNotExist();
  }

  @Test
  void start_afterABuilderWasKilled_takesItsLock() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(home.resolve(".seqrec"));
    Files.createSymbolicLink(home.resolve(".seqrec/lock"), Path.of(Long.toString(dead.pid())));

    assertThat(seqrec("components").status).isZero();
  }

  @Test
  void start_throughASymbolicLinkFromElsewhere_findsItsHome() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("bin/seqrec-link"), home.resolve("seqrec"));

    Result result = result(start(Map.of(), link, "components"));

    assertThat(result.status).isZero();
    assertThat(result.out).contains(home + "/api/target/seqrec4j-api-1.jar");
  }

  @Test
  void start_onOldJava_saysWhichIsNeededAndWhichIsThere() throws Exception {
    for (String old : List.of("11.0.2", "1.8.0_392")) {
      write(folder.resolve("jdk/release"), "JAVA_VERSION=\"" + old + "\"\n");

      Result result = seqrec("components");

      assertThat(result.status).isEqualTo(1);
      assertThat(result.err.lines())
          .singleElement()
          .asString()
          .startsWith("seqrec: Java 17 or newer is needed")
          .contains(old);
    }
    assertThat(builds()).isEmpty();
  }

  @Test
  void start_withoutJava_saysSo() throws Exception {
    Result result =
        result(start(Map.of("JAVA_HOME", "/nowhere"), home.resolve("seqrec"), "components"));

    assertThat(result.status).isEqualTo(1);
    assertThat(result.err).startsWith("seqrec: no Java found in JAVA_HOME=/nowhere");
  }

  @Test
  void start_whenTheBuildFails_showsWhy() throws Exception {
    write(folder.resolve("broken"), "");

    Result result = seqrec("components");

    assertThat(result.status).isEqualTo(1);
    assertThat(result.err).contains("cannot find symbol", "seqrec: the build failed");
    assertThat(home.resolve(".seqrec/lock")).doesNotExist();
  }

  @Test
  void environment_isSetUnlessTheUserDid() throws Exception {
    assertThat(seqrec("train").out)
        .contains("mmap 1073741824 trim 4294967296 opt-out true spin 1000");

    Map<String, String> own =
        Map.of(
            "MALLOC_MMAP_THRESHOLD_",
            "1",
            "MALLOC_TRIM_THRESHOLD_",
            "2",
            "OPT_OUT_TRACKING",
            "no",
            "GOMP_SPINCOUNT",
            "3");
    assertThat(result(start(own, home.resolve("seqrec"), "train")).out)
        .contains("mmap 1 trim 2 opt-out no spin 3");
  }

  @Test
  void locale_becomesUtf8_whereItIsNot() throws Exception {
    assertThat(result(start(Map.of("LC_ALL", "C"), home.resolve("seqrec"), "train")).out)
        .contains("locale C.UTF-8");
    assertThat(result(start(Map.of("LC_ALL", "C.UTF-8"), home.resolve("seqrec"), "train")).out)
        .contains("locale C.UTF-8");
  }

  private record Result(int status, String out, String err) {}

  private Result seqrec(String... arguments) throws Exception {
    return result(start(Map.of(), home.resolve("seqrec"), arguments));
  }

  private Process start(Map<String, String> environment, Path script, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    Map<String, String> set = builder.environment();
    set.keySet()
        .removeIf(
            name ->
                name.startsWith("MALLOC_")
                    || name.equals("OPT_OUT_TRACKING")
                    || name.equals("GOMP_SPINCOUNT"));
    set.put("HOME", folder.toString());
    set.put("JAVA_HOME", folder.resolve("jdk").toString());
    set.put("PATH", folder.resolve("bin") + ":" + set.get("PATH"));
    set.putAll(environment);
    return builder.start();
  }

  private static Result result(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Result(process.waitFor(), out, err);
  }

  private List<String> builds() throws IOException {
    Path file = folder.resolve("builds");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private static void script(Path file, String text) throws IOException {
    write(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
