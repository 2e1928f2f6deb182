@org.jspecify.annotations.NullMarked
package io.github.seqrec4j.server;
