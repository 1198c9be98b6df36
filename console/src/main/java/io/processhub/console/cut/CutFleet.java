package io.processhub.console.cut;

import io.processhub.console.demo.Fleet;

/** Where the nodes come from; each of them writes down what lives in it. */
public interface CutFleet extends Fleet {

    /** {@return all process objects that have lived so far} */
    Lives lives();
}
