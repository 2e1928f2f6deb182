package io.github.seqrec4j.encode;

import io.github.seqrec4j.api.Option;
import io.github.seqrec4j.api.content.ImageEncoder;

/**
 * How {@code features/image.npy} is made.
 *
 * @param folder where the pictures are, below the dataset directory or absolute
 * @param encoder turns pictures into numbers
 */
public record ImageFeatures(
    @Option(
            value = "folder of the pictures, below the dataset directory or absolute",
            defaultValue = "images")
        String folder,
    @Option(value = "turns pictures into numbers", defaultType = "colour-layout")
        ImageEncoder encoder) {}
