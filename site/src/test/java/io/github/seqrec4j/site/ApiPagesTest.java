package io.github.seqrec4j.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ApiPagesTest {

  @TempDir private Path site;

  @Test
  void foreignScripts_goAndOwnOnesStay() throws IOException {
    Path page = site.resolve("api/kotlin/index.html");
    Files.createDirectories(page.getParent());
    Files.writeString(
        page,
        "<script src=\"https://elsewhere/a.js\"></script><script src=\"//elsewhere/b.js\"></script>"
            + "<script src=\"scripts/own.js\"></script><p>text</p>");
    ApiPages api = new ApiPages(site);

    api.removeForeignScripts();

    assertThat(page).content().doesNotContain("elsewhere").contains("scripts/own.js", "text");
    assertThat(api.starts()).extracting(Navigation.Page::title).containsExactly("Kotlin API");
  }

  @Test
  void site_withoutApi_hasNoStarts() throws IOException {
    ApiPages api = new ApiPages(site);

    api.removeForeignScripts();

    assertThat(api.starts()).isEmpty();
  }
}
