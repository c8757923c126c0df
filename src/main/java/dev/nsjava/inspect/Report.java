package dev.nsjava.inspect;

import java.util.List;

/**
 * What can be seen in the namespaces of a target.
 *
 * @param target what is said of the target itself
 */
public record Report(List<Fact> target, List<Section> sections) {}
