/**
 * A made-up shop to try things on: items with titles and drawn pictures, and sessions of users in
 * which each of title, picture and identity tells something of what comes next, and none of them
 * all of it.
 */
@NullMarked
package io.github.seqrec4j.imports.demo;

import org.jspecify.annotations.NullMarked;
