package io.github.seqrec4j.api;

/**
 * A named, configurable part of a recommender: an immutable record whose components are its
 * options.
 *
 * <p>A component is found by {@link java.util.ServiceLoader}: it is public, has a public
 * no-argument constructor that holds the defaults, validates its options in the compact
 * constructor, and is listed in {@code META-INF/services/<its kind>}.
 */
public interface Component {

  /**
   * The name that selects this component in a configuration file, in kebab-case, for instance
   * {@code sasrec}. The same for all instances of a class.
   */
  String type();
}
