package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Kind;
import org.wulfware.catalog.sensors.Pids;
import org.wulfware.libwulf.Asking;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// What a person wants to know of the processes of a cluster: which of them, what of each, in which order, or what they come to.
///
/// @param report its columns have the host among them
/// @param sum what the lines are put together by; empty where they are shown themselves
public record ProcessQuery(Report report, Optional<Sum> sum) {
    /// What processes may be put together by.
    public enum Sum {
        USER("processes,threads,cpu,rss"),
        JOB("user,processes,threads,cpu,rss"),
        HOST("processes,threads,cpu,mem,rss"),
        NAME("processes,threads,cpu,rss");

        private final String usual;

        Sum(String usual) {
            this.usual = usual;
        }

        /// What a line of it begins with: what is the same in all that it is made of, and how many hosts they are on.
        public List<String> lead() {
            return List.of(word(), "hosts");
        }

        /// `user`, `job`, `host`, `name`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// `user, job, host or name`.
        public static String words() {
            var words = Arrays.stream(values()).map(Sum::word).toList();
            return String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.getLast();
        }

        /// The one called so, if there is one.
        public static Optional<Sum> named(String word) {
            return Arrays.stream(values()).filter(sum -> sum.word().equals(word)).findFirst();
        }
    }

    /// What was typed; empty for what was not.
    ///
    /// @param users names and numbers
    /// @param jobs numbers of jobs, `42`, and of their steps, `42.0`
    /// @param states letters
    /// @param listsRoot whether root's are wanted too
    /// @param wantsCommand whether the usual columns end with the command line in place of the name
    /// @param wantsTree whether processes stand below those that began them
    /// @param columns names and expressions
    public record Typed(
            List<String> users,
            List<String> jobs,
            List<String> states,
            boolean listsRoot,
            boolean wantsCommand,
            boolean wantsTree,
            Optional<String> columns,
            Optional<String> where,
            Optional<String> sort,
            Optional<Sum> sum) {
        /// Whether nothing is chosen but that root's are left out.
        public boolean isAll() {
            return users.isEmpty() && jobs.isEmpty() && states.isEmpty() && where.isEmpty() && !listsRoot;
        }
    }

    private static final String USUAL = "host,pid,user,state,cpu,rss,threads,nice,elapsed,time,job,name";

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");
    private static final Pattern USER = Pattern.compile("[A-Za-z_0-9][A-Za-z_0-9.@+\\\\-]{0,63}[$]?");
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9_+-]{1,40}([.][A-Za-z0-9_+-]{1,40})?");
    private static final Pattern STATE = Pattern.compile("[A-Za-z]");

    /// As many names as surely fit into a line to a daemon.
    private static final int MOST_NAMES = 60;

    /// What a sum has beside the columns of processes.
    private static final Column PROCESSES = Column.of("processes", "if(known(task.pid), 1)", "How many processes.")
            .heading("procs")
            .shown(Look.FIXED0)
            .in(Optional.of(Rows.TASKS), Scope.NOTHING);

    /// What of a process tells its processor time, and it from another.
    private static final Set<Pids> FIRST = Set.of(Pids.UTIME, Pids.STIME, Pids.START);

    /// Understands what was typed.
    ///
    /// @param known displays whose columns may be named too
    /// @throws UsageException if something that was typed means nothing
    public static ProcessQuery of(Typed typed, DisplaySet known) throws UsageException {
        var all = ProcessColumns.ALL.showing(
                Stream.concat(ProcessColumns.ALL.columns().stream(), Stream.of(PROCESSES)).toList());
        var displays = known.and(List.of(all));
        var named = typed.wantsCommand ? USUAL.replace(",name", ",command") : USUAL;
        var usual = typed.wantsTree ? named.replace(",pid,", ",pid,ppid,") : named;
        var columns = typed.columns.orElse(typed.sum.map(sum -> sum.usual).orElse(usual));
        var shown = all.showing(TypedOptions.understood("--columns", () -> ColumnList.of(columns, all, displays)));
        checkNames(shown, typed.sum);
        var report = new Report(
                shown,
                optional("--where", typed.where,
                        text -> Expression.of(text, displays.scope(all), all.rows())
                                .expecting(Expression.Type.CONDITION)),
                optional("--sort", typed.sort.or(() -> typed.sum.map(_ -> "cpu")),
                        text -> Order.expected(text, all, displays)),
                optional("--sum", typed.sum.map(sum -> "sum by " + sum.word()),
                        text -> Aggregation.of(text, all, displays)))
                .unjudged();
        return new ProcessQuery(report.showing(narrowed(report, typed)), typed.sum);
    }

    /// The same with numbers on this scale.
    public ProcessQuery scaled(Scale scale) {
        return new ProcessQuery(report.scaled(scale), sum);
    }

    private static void checkNames(Display shown, Optional<Sum> sum) throws UsageException {
        for (var column : shown.columns()) {
            if (sum.isPresent() && sum.get().lead().contains(column.name())) {
                throw new UsageException("--columns " + Usage.quoted(column.name()) + ": it stands there already");
            }
        }
    }

    /// What there is to be shown.
    public static DisplaySet columns() {
        return new DisplaySet(List.of(ProcessColumns.ALL));
    }

    /// A column as a list of them has it.
    public static String listed(Column column) {
        return column.name() + (List.of(USUAL.split(",")).contains(column.name()) ? " *" : "");
    }

    private static <T> Optional<T> optional(String option, Optional<String> text,
            TypedOptions.Understanding<T> understanding)
            throws UsageException {
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(TypedOptions.understood(option, () -> understanding.of(text.get())));
    }

    /// The display with lines for those processes only that were chosen by whose they are and the like, and with the commands by
    /// which a node sends no others.
    private static Display narrowed(Report report, Typed typed) throws UsageException {
        var conditions = new ArrayList<String>();
        if (!typed.users.isEmpty()) {
            conditions.add(users(typed.users));
        }
        if (!typed.jobs.isEmpty()) {
            var jobs = new ArrayList<String>();
            for (var job : checked("--job", typed.jobs, JOB,
                    "the number of a job, such as 4711, or of its step, 4711.0")) {
                var dot = job.indexOf('.');
                jobs.add(dot < 0
                        ? "task.job == \"" + job + '"'
                        : "(task.job == \"" + job.substring(0, dot) + "\" and task.step == \"" + job.substring(dot + 1)
                                + "\")");
            }
            conditions.add(String.join(" or ", jobs));
        }
        if (!typed.states.isEmpty()) {
            var states = checked("--state", typed.states, STATE, "a letter, such as R, S, D, Z or T");
            conditions.add("task.state in (\"" + String.join("\", \"", states) + "\")");
        }
        var display = report.display();
        if (!conditions.isEmpty()) {
            display = display.where(condition("(" + String.join(") and (", conditions) + ")"));
        }
        var wantsCommand = report.showing(display).fields().contains(Pids.CMDLINE);
        var masks = new ArrayList<>(List.of("cmdline " + (wantsCommand ? "on" : "off")));
        var isOfNames = !typed.users.isEmpty() && typed.users.size() <= MOST_NAMES
                && typed.users.stream().noneMatch(user -> NUMBER.matcher(user).matches());
        if (isOfNames) {
            masks.add("user " + String.join(" ", typed.users));
        } else {
            masks.add("root " + (typed.listsRoot || !typed.users.isEmpty() ? "on" : "off"));
            masks.add("pids all");
        }
        return display.asking(masks);
    }

    private static String users(List<String> users) throws UsageException {
        checked("--user", users, USER, "the name of a user, or a number");
        var numbers = users.stream().filter(user -> NUMBER.matcher(user).matches()).toList();
        var names = users.stream().filter(user -> !numbers.contains(user)).toList();
        var conditions = new ArrayList<String>();
        if (!names.isEmpty()) {
            conditions.add("task.user in (\"" + String.join("\", \"", names).replace("\\", "\\\\") + "\")");
        }
        if (!numbers.isEmpty()) {
            conditions.add("task.uid in (" + String.join(", ", numbers) + ")");
        }
        return String.join(" or ", conditions);
    }

    private static List<String> checked(String option, List<String> words, Pattern form, String expected)
            throws UsageException {
        for (var word : words) {
            if (!form.matcher(word).matches()) {
                throw new UsageException(option + " " + Usage.quoted(word) + ": expected " + expected);
            }
        }
        return words;
    }

    private static Expression condition(String text) throws UsageException {
        try {
            return Expression.of(text, Scope.NOTHING, Optional.of(Rows.TASKS));
        } catch (ExpressionException e) {
            // Each part of it is right: it can only be too long.
            throw new UsageException("--user, --job, --state: more than can be chosen by at once: " + e.problem());
        }
    }

    /// Whether two samples are needed.
    public boolean needsRates() {
        return report.needsRates();
    }

    /// What nodes are asked for that which is shown. Daemons of old know the list by its own name alone; the others are told to
    /// leave out all of it that is not needed.
    public Asking asking() {
        var needed = new HashSet<>(report.fields());
        needed.add(Pids.START);
        var commands = new ArrayList<>(report.asking().commands());
        commands.set(1, commands.get(1).replaceFirst(" pids(?= |$)", ""));
        commands.add(1, "on pids");
        var needless = names(field -> !needed.contains(field));
        if (!needless.isEmpty()) {
            commands.add(2, "off " + needless);
        }
        return new Asking(commands);
    }

    /// What nodes are asked so long before as rates are formed over: of most processes all that is needed stands in one file.
    public Asking first() {
        var counters = report.fields().stream().filter(field -> field.spec().kind() == Kind.COUNTER);
        return Set.of(Pids.UTIME, Pids.STIME).containsAll(counters.toList())
                ? new Asking(
                        List.of("off all", "on time version pids", "off " + names(field -> !FIRST.contains(field)),
                                "root on",
                                "pids all"))
                : asking();
    }

    private static String names(Predicate<Pids> wanted) {
        return Arrays.stream(Pids.values())
                .filter(field -> !field.spec().isKey() && !field.spec().isOnRequest() && wanted.test(field))
                .map(field -> field.spec().path().substring(field.spec().path().indexOf('/') + 1))
                .collect(Collectors.joining(" "));
    }

    /// The lines of these hosts: of processes, and of no host that has none.
    public List<Line> lines(Collection<HostState> states) {
        var lines = new ArrayList<>(report.display().lines(states));
        lines.removeIf(line -> line.row() == Line.WHOLE_HOST);
        return report.chosen(lines);
    }
}
