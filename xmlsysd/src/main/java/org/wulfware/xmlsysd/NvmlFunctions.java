package org.wulfware.xmlsysd;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// NVML's functions, by their names (nvml.h). Each leaves its answer where [#number] and its like read it, and says whether
/// there is one: an older library may lack the function, and a processor what it asks for.
final class NvmlFunctions {
    private static final int SUCCESS = 0;

    /// Where more processes run than there is room to name them, the answer is their number.
    private static final int INSUFFICIENT_SIZE = 7;

    /// Errors since the processor was made, not since the driver was loaded.
    private static final int AGGREGATE = 1;

    private static final int ROOM = 4096;
    private static final MemoryLayout P = CLibrary.POINTER;
    private static final MemoryLayout I = CLibrary.INT;

    private final CLibrary library;
    private final Map<String, @Nullable MethodHandle> known = new HashMap<>();
    private final MemorySegment answer = CLibrary.room(ROOM);
    private MemorySegment device = MemorySegment.NULL;

    private NvmlFunctions(CLibrary library) {
        this.library = library;
    }

    /// Loads the library and lets it begin; null if there is none, or it has no driver to speak to.
    static @Nullable NvmlFunctions begin(String name) {
        var library = CLibrary.named(name);
        if (library == null) {
            return null;
        }
        var init = library.function("nvmlInit_v2");
        try {
            return init != null && (int) init.invokeExact() == SUCCESS ? new NvmlFunctions(library) : null;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    private @Nullable MethodHandle function(String name, MemoryLayout... arguments) {
        if (!known.containsKey(name)) {
            known.put(name, library.function(name, arguments));
        }
        return known.get(name);
    }

    /// Asks `name(answer)`.
    boolean ask(String name) {
        var function = function(name, P);
        try {
            return function != null && (int) function.invokeExact(answer) == SUCCESS;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /// From now on the processor at `index` is asked.
    boolean choose(int index) {
        var function = function("nvmlDeviceGetHandleByIndex_v2", I, P);
        try {
            if (function == null || (int) function.invokeExact(index, answer) != SUCCESS) {
                return false;
            }
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
        device = answer.get(ValueLayout.ADDRESS, 0);
        return true;
    }

    /// Asks `name(device, answer)`.
    boolean askDevice(String name) {
        var function = function(name, P, P);
        clear();
        try {
            return function != null && (int) function.invokeExact(device, answer) == SUCCESS;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /// Asks `name(device, kind, answer)`.
    boolean askDevice(String name, int kind) {
        var function = function(name, P, I, P);
        clear();
        try {
            return function != null && (int) function.invokeExact(device, kind, answer) == SUCCESS;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /// Asks `name(device, answer, length)`.
    boolean askName(String name, int length) {
        var function = function(name, P, P, I);
        clear();
        try {
            return function != null && (int) function.invokeExact(device, answer, length) == SUCCESS;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /// Asks how many errors of this type its memory had.
    boolean askErrors(int type) {
        var function = function("nvmlDeviceGetTotalEccErrors", P, I, I, P);
        clear();
        try {
            return function != null && (int) function.invokeExact(device, type, AGGREGATE, answer) == SUCCESS;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    /// Asks how many processes compute on it, for whose names there is no room.
    boolean askProcesses() {
        var function = function("nvmlDeviceGetComputeRunningProcesses_v3", P, P, P);
        clear();
        try {
            if (function == null) {
                return false;
            }
            var status = (int) function.invokeExact(device, answer, MemorySegment.NULL);
            return status == SUCCESS || status == INSUFFICIENT_SIZE;
        } catch (Throwable e) {
            throw CLibrary.unexpected(e);
        }
    }

    private void clear() {
        answer.fill((byte) 0);
    }

    /// An `unsigned int` of the answer.
    long number(long at) {
        return Integer.toUnsignedLong(answer.get(ValueLayout.JAVA_INT, at));
    }

    /// An `unsigned long long` of the answer; what is more than 63 bits hold is negative.
    long longNumber(long at) {
        return answer.get(ValueLayout.JAVA_LONG, at);
    }

    int octet(long at) {
        return answer.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }
}
