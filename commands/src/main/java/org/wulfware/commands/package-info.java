/// The program `wulf`.
package org.wulfware.commands;
