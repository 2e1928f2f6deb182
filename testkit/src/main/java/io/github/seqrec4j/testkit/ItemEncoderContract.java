package io.github.seqrec4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ItemEncoder} keeps. Extend it, say how the encoder is made and what it refuses,
 * and register the encoder in {@code META-INF/services} of the module under test.
 *
 * <p>Shapes: N = 9 items, U = 4 of them at once; the ID has one token, each other modality three,
 * of five numbers unless {@link #featureWidth} says otherwise.
 */
public abstract class ItemEncoderContract extends ItemBlockContract<ItemEncoder> {

  private static final int CATALOGUE = 9;
  private static final int TOKENS = 3;
  private static final Modality UNKNOWN = new Modality("unknown-to-the-encoder");

  /** For subclasses. */
  protected ItemEncoderContract() {
    super(ItemEncoder.class);
  }

  /** The encoder under test, with dropout where it has any. */
  protected abstract ItemEncoder encoder();

  /** The same without dropout; {@link #encoder()} itself if it never has any. */
  protected abstract ItemEncoder withoutDropout();

  /** F of a content modality; 5 unless overridden, and the ID table's where it starts from it. */
  protected int featureWidth(Modality modality) {
    return encoder()
        .idTable()
        .filter(table -> table.initialFrom().contains(modality))
        .map(IdTable::width)
        .orElse(5);
  }

  @Override
  protected final ItemEncoder component() {
    return encoder();
  }

  @Override
  protected final int width() {
    return encoder().width();
  }

  @Override
  final ItemEncoder dry() {
    return withoutDropout();
  }

  @Override
  final Optional<ItemJavaForm> javaForm(ItemEncoder encoder) {
    return encoder.javaForm();
  }

  @Override
  final List<ModalitySchema> schemas() {
    return encoder().modalities().stream().map(this::schema).toList();
  }

  @Override
  final List<Branch> branches() {
    return encoder().branches();
  }

  @Override
  final Block newBlock(ItemEncoder encoder) {
    return encoder.newBlock(new ItemSchema(CATALOGUE, schemas()));
  }

  @Test
  void declarations_areStableAndDoNotRepeat() {
    ItemEncoder encoder = encoder();
    assertThat(encoder.modalities()).as("modalities").isNotEmpty().doesNotHaveDuplicates();
    assertThat(encoder.branches()).as("branches").isNotEmpty().doesNotHaveDuplicates();
    assertThat(encoder.width()).as("width").isPositive();
    List<Modality> modalities = encoder.modalities();
    List<Branch> branches = encoder.branches();
    newBlock(encoder);
    assertThat(encoder.modalities()).as("modalities, asked again").isEqualTo(modalities);
    assertThat(encoder.branches()).as("branches, asked again").isEqualTo(branches);
    assertThat(encoder().branches()).as("branches of an equal encoder").isEqualTo(branches);
  }

  @Test
  void idTable_isThereExactlyWithId() {
    assertThat(encoder().idTable().isPresent())
        .as("an ID table for the modalities %s", encoder().modalities())
        .isEqualTo(encoder().modalities().contains(Modality.ID));
  }

  @Test
  void otherSchema_isRefused() {
    List<ModalitySchema> right = schemas();
    refused("no modality", List.of());
    List<ModalitySchema> more = new ArrayList<>(right);
    more.add(new ModalitySchema(UNKNOWN, 1, 1));
    refused("a modality too many", more);
    List<ModalitySchema> other = new ArrayList<>(right);
    other.set(right.size() - 1, new ModalitySchema(UNKNOWN, 1, 1));
    refused("another modality", other);
    if (right.size() > 1) {
      refused("a modality missing", right.subList(0, right.size() - 1));
      List<ModalitySchema> turned = new ArrayList<>(right);
      Collections.reverse(turned);
      refused("another order", turned);
    }
  }

  private void refused(String what, List<ModalitySchema> schemas) {
    assertThatThrownBy(
            () -> encoder().newBlock(new ItemSchema(CATALOGUE, schemas)),
            "%s: a schema of %s for an encoder of %s",
            what,
            names(schemas),
            names(schemas()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(names(schemas()).toArray(String[]::new));
  }

  private static List<String> names(List<ModalitySchema> schemas) {
    return schemas.stream().map(schema -> schema.modality().name()).toList();
  }

  private ModalitySchema schema(Modality modality) {
    return modality.equals(Modality.ID)
        ? new ModalitySchema(modality, 1, encoder().idTable().map(IdTable::width).orElse(1))
        : new ModalitySchema(modality, TOKENS, featureWidth(modality));
  }
}
