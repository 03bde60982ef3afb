package org.wulfware.catalog.sensors;

import org.jspecify.annotations.Nullable;

/// Which of Slurm's jobs a control group belongs to, by its path:
/// ```text
/// system.slice/slurmstepd.scope/job_1392969/step_0/user/task_0
/// system.slice/node7_slurmstepd.scope/job_4/step_batch
/// slurm/uid_2101171/job_280678/step_interactive/task_0
/// system.slice/slurmstepd.scope/s5K1KKYAYG5D00/step_extern
/// ```
/// The last is how Slurm 26.05 and later call a job, unless they are told otherwise (`CgroupJobIdPaths`): by a number that
/// no other job of any cluster has, in 13 digits and letters.
///
/// @param job the job's number, or what stands for it
/// @param step of the job: 0, batch, extern, interactive; null for the whole job
public record Slurm(String job, @Nullable String step) {
    private static final int SLUID_LENGTH = 14;

    /// Null if this is no job's.
    public static @Nullable Slurm of(String path) {
        var names = path.split("/");
        for (var i = 0; i + 1 < names.length; i++) {
            if (!isSlurms(names[i])) {
                continue;
            }
            var at = Numbered.isNumbered(names[i + 1], "uid_") ? i + 2 : i + 1;
            var job = at < names.length ? job(names[at]) : null;
            if (job == null) {
                return null;
            }
            var isStep = at + 1 < names.length && names[at + 1].startsWith("step_");
            return new Slurm(job, isStep ? names[at + 1].substring("step_".length()) : null);
        }
        return null;
    }

    /// With more than one slurmd on a node, each has its name in that of its group.
    private static boolean isSlurms(String name) {
        return name.equals("slurmstepd.scope")
                || name.endsWith("_slurmstepd.scope")
                || name.equals("slurm")
                || name.startsWith("slurm_");
    }

    private static @Nullable String job(String name) {
        if (Numbered.isNumbered(name, "job_")) {
            return name.substring("job_".length());
        }
        return isSluid(name) ? name : null;
    }

    /// `s` and 13 digits and capitals.
    private static boolean isSluid(String name) {
        if (name.length() != SLUID_LENGTH || name.charAt(0) != 's') {
            return false;
        }
        for (var i = 1; i < name.length(); i++) {
            var c = name.charAt(i);
            if ((c < '0' || c > '9') && (c < 'A' || c > 'Z')) {
                return false;
            }
        }
        return true;
    }
}
