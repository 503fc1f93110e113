"""PDF: conversion by LibreOffice, packets put together, pages searched and proved."""
