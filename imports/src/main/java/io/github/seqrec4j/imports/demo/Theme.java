package io.github.seqrec4j.imports.demo;

import java.util.List;

/** What an item is used for; only the title tells. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are List.of
enum Theme {
  READING("Reading|Bookworm|Library", "for Book Lovers|for Quiet Reading"),
  MUSIC("Music|Concert|Melody", "for Musicians|for Band Practice"),
  PAINTING("Painting|Studio|Watercolour", "for Painters|for the Art Studio"),
  BAKING("Baking|Baker's|Pastry", "for Home Bakers|for Baking Days"),
  GARDENING("Gardening|Garden|Potting Shed", "for Gardeners|for the Flower Bed"),
  CAMPING("Camping|Campfire|Campsite", "for Camping Trips|for the Tent"),
  CYCLING("Cycling|Cyclist's|Bike", "for Bike Rides|for Cyclists"),
  SAILING("Sailing|Harbour|Sailor's", "for the Boat|for Sailors"),
  TRAVEL("Travel|Traveller's|Railway", "for Long Journeys|for Travellers"),
  YOGA("Yoga|Meditation|Mindful", "for Yoga Class|for Slow Mornings");

  private final List<String> adjectives;
  private final List<String> purposes;

  Theme(String adjectives, String purposes) {
    this.adjectives = List.of(adjectives.split("\\|"));
    this.purposes = List.of(purposes.split("\\|"));
  }

  /** Words before the noun. */
  List<String> adjectives() {
    return adjectives;
  }

  /** Words after the noun. */
  List<String> purposes() {
    return purposes;
  }
}
