/* SPDX-License-Identifier: MIT */
/* module.c - the extension module rushlight._C. */
#include "module.h"

static PyObject *set_package(PyObject *self, PyObject *folder) {
    (void)self;
    const char *text = PyUnicode_AsUTF8(folder);
    return text && site_init(text) ? Py_NewRef(Py_None) : NULL;
}

PyMODINIT_FUNC PyInit__C(void) {
    static PyMethodDef functions[] = { { "_set_package", set_package, METH_O, NULL }, { 0 } };
    static struct PyModuleDef definition = { PyModuleDef_HEAD_INIT, .m_name = "rushlight._C", .m_size = -1, .m_methods = functions };
    PyObject *module = PyModule_Create(&definition);
    if (!module) return NULL;
    rush_set_error_quiet(true);
    if (site_init("<no package>") && error_init(module) && types_init(module) && override_init(module) && tensor_init(module) && ops_init(module) && data_init(module) &&
        nodes_init(module) && saved_init(module) && autograd_init(module) && settings_init(module) && optim_init(module) && dlpack_init(module))
        return module;
    Py_DECREF(module);
    return NULL;
}
