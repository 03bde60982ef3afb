package org.wulfware.wire;
