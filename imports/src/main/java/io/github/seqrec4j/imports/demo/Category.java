package io.github.seqrec4j.imports.demo;

import java.util.List;

/** What an item is; title and picture both tell. */
@SuppressWarnings({
  "EnumOrdinal",
  "ImmutableEnumChecker"
}) // its lists are List.of; one table per run
enum Category {
  MUG("Mug|Cup|Beaker", "Enamel|Stoneware|Porcelain|Steel", "Wide Handle|Two Pack|Large"),
  BAG("Bag|Tote|Satchel", "Canvas|Leather|Linen|Felt", "Inner Pocket|Long Strap|Zip Top"),
  CHAIR("Chair|Seat|Stool", "Oak|Beech|Rattan|Steel", "Ladder Back|Folding|Low Back"),
  LAMP("Lamp|Light|Lantern", "Brass|Paper|Steel|Bamboo", "Dimmable|Clip On|Long Cord"),
  APRON("Apron|Smock|Pinafore", "Cotton|Linen|Denim|Canvas", "Cross Back|Two Pockets|Short"),
  BLANKET("Blanket|Throw|Rug", "Wool|Cotton|Fleece|Felt", "Fringed|Extra Long|Reversible"),
  NOTEBOOK("Notebook|Journal|Logbook", "Paper|Leather|Cork|Linen", "Ruled|Pocket Size|Ring Bound"),
  HAT("Hat|Cap|Beanie", "Wool|Cotton|Straw|Felt", "Wide Brim|Ear Flaps|One Size"),
  BOX("Box|Crate|Chest", "Oak|Bamboo|Cork|Steel", "With Lid|Stackable|Three Sizes"),
  TRAY("Tray|Board|Platter", "Oak|Bamboo|Enamel|Cork", "Raised Rim|With Grips|Oval"),
  CLOCK("Clock|Timer|Wall Clock", "Brass|Beech|Porcelain|Steel", "Silent|With Alarm|Large Dial"),
  BOTTLE("Bottle|Flask|Canteen", "Steel|Glass|Enamel|Bamboo", "Screw Cap|Half Litre|One Litre");

  private static final Category[][] COMPLEMENTS = new Category[12][];

  static {
    MUG.goesWith(TRAY, BLANKET);
    BAG.goesWith(BOTTLE, HAT);
    CHAIR.goesWith(LAMP, BLANKET);
    LAMP.goesWith(NOTEBOOK, CLOCK);
    APRON.goesWith(TRAY, MUG);
    BLANKET.goesWith(LAMP, MUG);
    NOTEBOOK.goesWith(BAG, BOX);
    HAT.goesWith(BAG, BOTTLE);
    BOX.goesWith(APRON, NOTEBOOK);
    TRAY.goesWith(MUG, APRON);
    CLOCK.goesWith(CHAIR, BOX);
    BOTTLE.goesWith(HAT, CHAIR);
  }

  private final List<String> nouns;
  private final List<String> materials;
  private final List<String> details;

  Category(String nouns, String materials, String details) {
    this.nouns = List.of(nouns.split("\\|"));
    this.materials = List.of(materials.split("\\|"));
    this.details = List.of(details.split("\\|"));
  }

  private void goesWith(Category... others) {
    COMPLEMENTS[ordinal()] = others;
  }

  /** Words for it. */
  List<String> nouns() {
    return nouns;
  }

  /** What it may be made of. */
  List<String> materials() {
    return materials;
  }

  /** What may be said of it besides. */
  List<String> details() {
    return details;
  }

  /** The categories bought after it. */
  List<Category> complements() {
    return List.of(COMPLEMENTS[ordinal()]);
  }
}
