package io.github.seqrec4j.api.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.util.Platform;
import io.github.seqrec4j.api.SeqrecException;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeEngineTest {

  private static final String LIBRARY = "native/lib/pytorch.properties";
  private static final String BINDING = "jnilib/pytorch.properties";
  private static final String ENGINE = "pytorch-engine.properties";

  private final ClassLoader usual = Thread.currentThread().getContextClassLoader();
  private final Platform machine = Platform.detectPlatform("pytorch");

  @TempDir private Path folder;

  @AfterEach
  void restoreClassLoader() {
    Thread.currentThread().setContextClassLoader(usual);
  }

  @Test
  void newManager_withTheBundledLibrary_computes() {
    try (NDManager manager = NativeEngine.newManager()) {
      assertThat(manager.create(new float[] {1, 2}).sum().getFloat()).isEqualTo(3);
    }
  }

  /** By which one that was cut short is found. */
  @Test
  void unpackedLibraries_haveTheLengthsOfTheirOrigins() throws IOException {
    NativeEngine.newManager().close();
    List<Path> libraries;
    try (Stream<Path> files = Files.list(NativeEngine.unpacked(machine))) {
      libraries = files.toList();
    }
    assertThat(libraries).hasSizeGreaterThanOrEqualTo(machine.getLibraries().length);
    for (Path library : libraries) {
      URL origin =
          Objects.requireNonNull(
              NativeEngine.origin(machine, library.getFileName().toString()), library.toString());
      assertThat(Files.size(library)).isEqualTo(origin.openConnection().getContentLengthLong());
    }
  }

  @Test
  void check_withTheBundledLibrary_passes() {
    NativeEngine.check();
  }

  @Test
  void check_libraryMissing_namesTheDependencyToAdd() throws IOException {
    see(LIBRARY, "");

    assertThatThrownBy(NativeEngine::check)
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining(
            "add ai.djl.pytorch:pytorch-native-cpu:"
                + machine.getVersion().replaceFirst("-.*", "")
                + " with classifier "
                + machine.getClassifier());
  }

  @Test
  void check_libraryOfAnotherSystem_isAsGoodAsNone() throws IOException {
    String other = machine.getClassifier().startsWith("win") ? "linux-x86_64" : "win-x86_64";
    see(LIBRARY, "version=2.7.1-20250812\nflavor=cpu\nclassifier=" + other + "\n");

    assertThatThrownBy(NativeEngine::check)
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("with classifier " + machine.getClassifier());
  }

  @Test
  void check_bindingOfAnotherVersion_saysWhichIsExpectedAndWhichIsThere() throws IOException {
    see(BINDING, "jni_version=1.13.1-0.20.0\n");

    assertThatThrownBy(NativeEngine::check)
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining(machine.getApiVersion())
        .hasMessageEndingWith("found 1.13.1-0.20.0");
  }

  @Test
  void check_bindingMissing_saysSo() throws IOException {
    see(BINDING, "");

    assertThatThrownBy(NativeEngine::check)
        .isInstanceOf(SeqrecException.class)
        .hasMessageEndingWith("found none");
  }

  @Test
  void check_engineMissing_namesTheDependencyToAdd() throws IOException {
    see(ENGINE, "");

    assertThatThrownBy(NativeEngine::check)
        .isInstanceOf(SeqrecException.class)
        .hasMessageContaining("add io.github.seqrec4j:seqrec4j");
  }

  /** What DJL does when it starts is decided in a process without this build's settings. */
  @Test
  void newManager_userSaidNothing_optsOutOfReports() throws Exception {
    assertThat(reports(null)).isEqualTo("reported=false, OPT_OUT_TRACKING=true");
  }

  @Test
  void newManager_userOptedIn_isLeftAsItIs() throws Exception {
    assertThat(reports("false")).endsWith("OPT_OUT_TRACKING=null");
  }

  /** Runs {@link ReportsProbe} with the given setting in the environment. */
  private String reports(@Nullable String setting) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path")));
    command.add(ReportsProbe.class.getName());
    Path output = folder.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove("OPT_OUT_TRACKING");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    if (setting != null) {
      builder.environment().put("OPT_OUT_TRACKING", setting);
      builder.environment().put("DJL_OFFLINE", "true"); // nothing may leave this machine
    }
    assertThat(builder.start().waitFor()).isZero();
    return Files.readString(output).strip();
  }

  /** Replaces one resource of the class path by a text; an empty text hides it. */
  private void see(String resource, String text) throws IOException {
    List<URL> instead = new ArrayList<>();
    if (!text.isEmpty()) {
      instead.add(Files.writeString(folder.resolve("replaced"), text).toUri().toURL());
    }
    Thread.currentThread()
        .setContextClassLoader(
            new ClassLoader(usual) {
              @Override
              public Enumeration<URL> getResources(String name) throws IOException {
                return name.equals(resource)
                    ? Collections.enumeration(instead)
                    : super.getResources(name);
              }
            });
  }
}
