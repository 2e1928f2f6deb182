package io.github.seqrec4j.fusion;

import ai.djl.nn.Block;
import io.github.seqrec4j.api.Arguments;
import io.github.seqrec4j.api.Branch;
import io.github.seqrec4j.api.Built;
import io.github.seqrec4j.api.Description;
import io.github.seqrec4j.api.Fusion;
import io.github.seqrec4j.api.IdCodes;
import io.github.seqrec4j.api.IdTable;
import io.github.seqrec4j.api.Internal;
import io.github.seqrec4j.api.ItemEncoder;
import io.github.seqrec4j.api.ItemJavaForm;
import io.github.seqrec4j.api.ItemSchema;
import io.github.seqrec4j.api.Modality;
import io.github.seqrec4j.api.ModalitySchema;
import io.github.seqrec4j.api.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * The item encoder of ODMT (paper section 3.2): each modality is brought to width D by a linear map
 * of its own, the fusion lets them meet, and each branch passes through Linear(D, D),
 * LeakyReLU(0.01), Linear(D, D).
 *
 * @param modalities what an item is read from, without repetition, at least one
 * @param width D, at least 1
 * @param idWidth width of the ID table (the reference's F_id); 0 takes D
 * @param idInit modalities whose averaged first-token features start the ID table (the reference's
 *     {@code idInit} 1 to 3); empty starts it Xavier normal
 * @param idCodes whether items share rows of the ID table, for catalogues too large for a row each
 * @param featureNorm Euclidean norm to which each frozen feature vector is scaled, so that
 *     modalities start on one scale whatever their encoder; 0 takes features as they are, as the
 *     reference does; zero vectors stay zero
 * @param outputGain factor on the first weights of the last map of each branch, above 0; the
 *     reference's is 1, at which scores start large where a fusion norms its output, so that a
 *     small catalogue may first lose what tells its items apart and learn nothing but popularity
 * @param idResidual to which branches' vectors an item's row of the ID table is also added, past
 *     fusion and maps, so that what sequences say of an item need not pass through what contents
 *     share; needs rows of the encoder's width. The reference adds nothing
 * @param outputNorm Euclidean norm to which the vectors of each branch are scaled in the end, so
 *     that no item is favoured by the length of its vector and scores follow the angle, as in Zhai
 *     et al., "Actions Speak Louder than Words" (ICML 2024); the length of the user vector is left
 *     to the backbone, and does not change the order within a branch; 0 takes vectors as they are,
 *     as the reference does
 * @param fusion how modalities meet
 */
@Description(
    value = "Each modality to one width, a fusion, one projection per branch",
    source =
        "Ji et al., Online Distillation-enhanced Multi-modal Transformer for Sequential Recommendation, ACM MM 2023, section 3.2")
@Built
public record MultiModalItemEncoder(
    @Option("inputs of an item: id, text, image or the name of any feature file")
        List<Modality> modalities,
    @Option("length of item and user vectors, 1 to 65536") int width,
    @Option("width of the ID table, up to 65536; 0 takes the encoder's width") int idWidth,
    @Option("modalities whose averaged features start the ID table; empty starts it Xavier normal")
        List<Modality> idInit,
    @Option("rows of the ID table that items share") IdCodes idCodes,
    @Option(
            "norm to which each frozen feature vector is scaled; 0 takes them as they are (reference)")
        double featureNorm,
    @Option(
            "factor on the first weights of each branch's last map, above 0; below 1 scores start small (1: reference)")
        double outputGain,
    @Option(
            "branches to whose vectors the ID's row is also added, past fusion and maps: none (reference), id, all")
        IdResidual idResidual,
    @Option(
            "norm to which the vectors of each branch are scaled; 0 takes them as they are (reference)")
        double outputNorm,
    @Option("how the modalities of an item meet") Fusion fusion)
    implements ItemEncoder {

  /** Which branches have the row of the ID table added to their vectors. */
  public enum IdResidual {
    /** None, as in the reference. */
    NONE,
    /** The branch of the ID; every branch where a fusion has none of that name. */
    ID,
    /**
     * Each, so that every branch tells items apart from the start. An item without a row, as a new
     * one is, has none added: its branches are of its content alone.
     */
    ALL
  }

  /**
   * ID, text and image at width 64 through {@link IdAwareTransformer}, features scaled to a norm of
   * 4.
   */
  public MultiModalItemEncoder() {
    this(
        List.of(Modality.ID, Modality.TEXT, Modality.IMAGE),
        64,
        0,
        List.of(),
        new IdCodes(),
        4,
        1,
        IdResidual.NONE,
        0,
        new IdAwareTransformer());
  }

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException naming the option that is wrong
   */
  @Internal
  public MultiModalItemEncoder {
    modalities = List.copyOf(modalities);
    idInit = List.copyOf(idInit);
    Arguments.within("width", width, 1, Arguments.MAX_WIDTH);
    Arguments.within("idWidth", idWidth, 0, Arguments.MAX_WIDTH);
    Arguments.notNegative("featureNorm", featureNorm);
    Arguments.positive("outputGain", outputGain);
    Arguments.notNegative("outputNorm", outputNorm);
    if (modalities.isEmpty()) {
      throw new IllegalArgumentException("modalities must not be empty");
    }
    if (new HashSet<>(modalities).size() != modalities.size()) {
      throw new IllegalArgumentException("modalities must not repeat: " + modalities);
    }
    if (idInit.contains(Modality.ID)) {
      throw new IllegalArgumentException(
          "idInit must name feature modalities, not the ID itself: " + idInit);
    }
    if (idResidual != IdResidual.NONE && !modalities.contains(Modality.ID)) {
      throw new IllegalArgumentException(
          "idResidual needs the ID among the modalities: " + modalities);
    }
    if (idResidual != IdResidual.NONE && idWidth != 0 && idWidth != width) {
      throw new IllegalArgumentException(
          "idResidual needs rows of the encoder's width, so idWidth = 0 or width = "
              + width
              + ": "
              + idWidth);
    }
    if (idCodes.used()) {
      new IdTable(idWidth == 0 ? width : idWidth, idInit, idCodes); // checks that they fit
    }
    List<Modality> given = modalities;
    Arguments.part("fusion", () -> fusion.check(given, width));
  }

  /** A builder that starts from the defaults. */
  public static MultiModalItemEncoderBuilder builder() {
    return new MultiModalItemEncoderBuilder();
  }

  /** A builder that starts from this. */
  public MultiModalItemEncoderBuilder toBuilder() {
    return new MultiModalItemEncoderBuilder(this);
  }

  @Override
  public String type() {
    return "multi-modal";
  }

  @Override
  public List<Branch> branches() {
    return fusion.branches(modalities);
  }

  @Override
  public Optional<IdTable> idTable() {
    return modalities.contains(Modality.ID)
        ? Optional.of(new IdTable(idWidth == 0 ? width : idWidth, idInit, idCodes))
        : Optional.empty();
  }

  @Override
  public Optional<ItemJavaForm> javaForm() {
    return fusion
        .javaForm()
        .map(
            form ->
                (schemas, weights) -> new MultiModalItemEncoderForm(this, form, schemas, weights));
  }

  @Override
  public Block newBlock(ItemSchema items) {
    List<Modality> given = items.modalities().stream().map(ModalitySchema::modality).toList();
    if (!given.equals(modalities)) {
      throw new IllegalArgumentException(
          "schema must have the modalities " + modalities + " in this order: " + given);
    }
    return new MultiModalItemEncoderBlock(this, items);
  }
}
