package dev.nsjava.cli;

import dev.nsjava.ids.Accounts;
import dev.nsjava.ids.IdKind;
import dev.nsjava.ids.IdMap;
import dev.nsjava.ids.IdRange;
import dev.nsjava.ids.Subids;
import dev.nsjava.launch.Call;
import dev.nsjava.plan.Step;
import dev.nsjava.plan.Step.Setgroups;
import dev.nsjava.plan.UnshareRequest.Ids;
import dev.nsjava.plan.UnshareRequest.Owner;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of unshare(1) about users and groups, as they are read. */
final class IdOptions {

  private final Call call;
  private final Accounts accounts = new Accounts();
  private final Blocks users = new Blocks(IdKind.UID);
  private final Blocks groups = new Blocks(IdKind.GID);
  private @Nullable Owner owner;
  private @Nullable Setgroups setgroups;
  private @Nullable Long setuid;
  private @Nullable Long setgid;
  private boolean keepCaps;
  private boolean current;

  IdOptions(Call call) {
    this.call = call;
  }

  /** Takes an option; answers whether it implies {@code --user}. */
  boolean take(UnshareOption option, String value) {
    switch (option) {
      case MAP_USER -> users.self = accounts.id(IdKind.UID, value);
      case MAP_GROUP -> groups.self = accounts.id(IdKind.GID, value);
      case MAP_ROOT_USER -> mapSelf(0, 0);
      case MAP_CURRENT_USER -> {
        mapSelf(call.euid(), call.egid());
        current = true;
      }
      case MAP_USERS -> users.add(value);
      case MAP_GROUPS -> groups.add(value);
      case MAP_AUTO -> mapBlocks("auto");
      case MAP_SUBIDS -> mapBlocks("subids");
      case OWNER -> owner = Values.owner(value);
      default -> {
        takeOther(option, value);
        return false;
      }
    }
    return true;
  }

  private void takeOther(UnshareOption option, String value) {
    switch (option) {
      case SETGROUPS -> setgroups = Values.setgroups(value);
      case KEEP_CAPS -> keepCaps = true;
      case SETUID -> setuid = Values.id("uid", value);
      case SETGID -> setgid = Values.id("gid", value);
      default -> throw new AssertionError(option);
    }
  }

  /** Who the program is to be. */
  Ids ids() {
    IdMap uids = IdMap.of(IdKind.UID, users.self, call.euid(), users.ranges);
    IdMap gids = IdMap.of(IdKind.GID, groups.self, call.egid(), groups.ranges);
    if (setgroups == Setgroups.ALLOW && gids.isSelf() && owner == null) {
      throw new ArgumentException(
          "options --setgroups=allow and --map-group are mutually exclusive");
    }
    return new Ids(call.euid() == 0, owner, uids, gids, setgroups, setuid, setgid, keepCaps);
  }

  /** What else these depend on. */
  List<Step> needs() {
    if (accounts.isAsked() || users.all || groups.all) {
      return List.of(new Step.NeverKeep());
    }
    boolean byWho = current || owner != null;
    if (!byWho && users.ranges.isEmpty() && groups.ranges.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Step.Needs("euid", Long.toString(call.euid())),
        new Step.Needs("egid", Long.toString(call.egid())));
  }

  private void mapSelf(long uid, long gid) {
    users.self = uid;
    groups.self = gid;
  }

  private void mapBlocks(String spec) {
    users.add(spec);
    groups.add(spec);
  }

  /** What is asked for one kind of ids. */
  private final class Blocks {
    private final IdKind kind;
    private final List<IdRange> ranges = new ArrayList<>();
    private long self = IdMap.NOBODY;
    private boolean all;

    Blocks(IdKind kind) {
      this.kind = kind;
    }

    void add(String spec) {
      switch (spec) {
        case "auto" -> ranges.add(subids().first(kind, call.euid()).asPacked());
        case "subids" -> ranges.add(subids().first(kind, call.euid()));
        case "all" -> {
          ranges.addAll(subids().all(kind));
          all = true;
        }
        default -> ranges.add(IdRange.parse(spec));
      }
    }

    private Subids subids() {
      return new Subids(accounts);
    }
  }
}
