# SPDX-License-Identifier: MIT
"""The extension is built by CMake, with the whole library inside; nothing is fetched: pip install --no-build-isolation ."""
import os
import shutil
import subprocess
import sys
import sysconfig

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = os.path.dirname(os.path.abspath(__file__))


class CMakeBuild(build_ext):
    def build_extension(self, ext):
        folder = os.path.join(os.path.abspath(self.build_temp), "cmake")
        generator = ["-G", "Ninja"] if shutil.which("ninja") else []
        off = [f"-DRUSH_BUILD_{part}=OFF" for part in ("TESTS", "EXAMPLES", "BENCH")]
        subprocess.run(["cmake", "-S", ROOT, "-B", folder, *generator, *off, "-DCMAKE_BUILD_TYPE=Release", "-DRUSH_WERROR=OFF",
                        "-DRUSH_BUILD_PYTHON=ON", f"-DPython3_EXECUTABLE={sys.executable}",
                        f"-DPython3_INCLUDE_DIR={sysconfig.get_paths()['include']}"], check=True)
        subprocess.run(["cmake", "--build", folder, "--target", "rushlight_python", "--parallel", str(os.cpu_count() or 1)], check=True)
        built = [f for f in os.listdir(os.path.join(folder, "python/rushlight")) if f.startswith("_C.") and f.endswith(".so")]
        if len(built) != 1:
            raise RuntimeError("CMake found no headers of this Python, so it left the extension out")
        target = self.get_ext_fullpath(ext.name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        shutil.copyfile(os.path.join(folder, "python/rushlight", built[0]), target)
        subprocess.run(["strip", target], check=False)


setup(ext_modules=[Extension("rushlight._C", [])], cmdclass={"build_ext": CMakeBuild})
