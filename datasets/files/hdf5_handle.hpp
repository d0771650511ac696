#pragma once
// What reading and writing of HDF5 files have in common.
#include <hdf5.h>

namespace lysep {

/// Closes an HDF5 handle at the end of its scope.
class Hdf5Handle {
 public:
  Hdf5Handle(hid_t id, herr_t (*close)(hid_t)) : id_(id), close_(close) {}
  ~Hdf5Handle() {
    if (id_ >= 0) close_(id_);
  }
  Hdf5Handle(const Hdf5Handle&) = delete;
  Hdf5Handle& operator=(const Hdf5Handle&) = delete;
  operator hid_t() const { return id_; }
  bool valid() const { return id_ >= 0; }

 private:
  hid_t id_;
  herr_t (*close_)(hid_t);
};

/// Errors are ours to tell. And nothing is done at exit, where the library would fall over files that a full disk left
/// open.
inline void silence_hdf5() {
  [[maybe_unused]] static const herr_t first = H5dont_atexit();
  H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
}

}  // namespace lysep
