package io.github.seqrec4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.Recommender;
import io.github.seqrec4j.runtime.LiveCatalogue;
import io.github.seqrec4j.runtime.NewItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.stereotype.Component;

/** The bean of the guide. */
class StockTest {

  // tag::stock[]
  @Component
  static class Stock {
    private final LiveCatalogue catalogue;

    Stock(LiveCatalogue catalogue) {
      this.catalogue = catalogue;
    }

    void arrived(String item, String title, float[] text) {
      catalogue.put(NewItem.of(item).title(title).features(Modality.TEXT, text));
    }

    void soldOut(String item) {
      catalogue.retire(List.of(item));
    }
  }

  // end::stock[]

  @Test
  void stock_decidesWhatIsRecommended(@TempDir Path folder) throws IOException {
    Path bundle = LiveModel.copy(folder.resolve("model"));
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(SeqrecAutoConfiguration.class))
        .withPropertyValues(
            "seqrec4j.model=" + bundle,
            "seqrec4j.catalogue.journal=" + folder.resolve("items.journal"))
        .withBean(Stock.class)
        .run(
            context -> {
              context
                  .getBean(Stock.class)
                  .arrived("tea", "Green tea", new float[] {1, 2, 3, 4, 5, 6});
              context.getBean(Stock.class).soldOut("item-3");
              assertThat(LiveModel.recommended(context.getBean(Recommender.class)))
                  .contains("tea")
                  .doesNotContain("item-3");
            });
  }
}
