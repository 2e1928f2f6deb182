package io.github.seqrec4j.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.seqrec4j.site.Navigation.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NavigationTest {

  private final Navigation navigation =
      Navigation.parse(List.of("# Begin", "a.html Start here", "", "# End", "b.html Last"));

  @Test
  void lines_becomeGroupsOfPages() {
    assertThat(navigation.groups()).extracting(Navigation.Group::title).contains("Begin", "End");
    assertThat(navigation.pages())
        .containsExactly(new Page("a.html", "Start here"), new Page("b.html", "Last"));
  }

  @Test
  void line_thatIsNeither_isRefused() {
    assertThatThrownBy(() -> Navigation.parse(List.of("# Begin", "a.html")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'a.html' is neither");
    assertThatThrownBy(() -> Navigation.parse(List.of("a.html Start")))
        .hasMessageContaining("under a group");
  }

  @Test
  void page_thatIsNotListed_isRefused() {
    assertThatThrownBy(() -> navigation.page("c.html"))
        .hasMessageContaining("c.html is not in navigation.txt");
    assertThat(navigation.page("b.html").title()).isEqualTo("Last");
  }

  @Test
  void listedPage_thatIsMissing_isRefused() {
    List<Page> all = navigation.pages();

    assertThatThrownBy(() -> navigation.checkComplete(all.subList(0, 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("b.html");
    navigation.checkComplete(all);
  }
}
