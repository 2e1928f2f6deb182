/**
 * Item vectors and attributes in a Lucene index, and recommendations by searching it. The branches
 * of an item stand side by side in one vector, so that its inner product with a user's vector is
 * the ensemble's score; approximate search walks a graph of small worlds (Malkov and Yashunin,
 * "Efficient and robust approximate nearest neighbor search using Hierarchical Navigable Small
 * World graphs", 2018), exact search reads all vectors.
 */
@NullMarked
package io.github.seqrec4j.lucene;

import org.jspecify.annotations.NullMarked;
