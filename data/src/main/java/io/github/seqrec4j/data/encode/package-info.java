/**
 * Item features without a model: hashed words of titles, colours and edges of pictures.
 *
 * <p>They need nothing but the JDK and are made for trying things out; features of large text and
 * picture models take their place as files of the same form.
 */
@NullMarked
package io.github.seqrec4j.data.encode;

import org.jspecify.annotations.NullMarked;
