package dev.nsjava.inspect;

import dev.nsjava.ns.NsType;
import java.util.List;

/** What can be seen in one namespace. */
public record Section(NsType type, Place place, List<Fact> facts, List<Listing> listings) {}
